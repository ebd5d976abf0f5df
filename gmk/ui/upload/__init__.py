"""The upload of a workbook in steps, and the journal of imports with undo."""
