"""The letters of columns."""


def column_letter(index: int) -> str:
    """«A» for 0, «Z» for 25, «AA» for 26."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """0 for «A», 26 for «AA»."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
