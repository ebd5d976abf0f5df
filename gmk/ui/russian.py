"""Russian for the few texts of Streamlit's own widgets, put in the browser as they appear."""

import json
from functools import cache

import streamlit as st

TEXTS = {
    "Upload": "Выбрать файл",
    "Browse files": "Выбрать файл",
    "Drag and drop file here": "Перетащите файл сюда",
    "Choose an option": "Выберите",
    "Choose options": "Выберите",
    "Select an option": "Выберите",
    "No results": "Ничего не найдено",
    "No options to select": "Выбирать не из чего",
    "Select all": "Выбрать все",
    "Page not found": "Страница не найдена",
    "The page that you have requested does not seem to exist. Running the app's main page.": (
        "Такой страницы нет, или она вам не открыта. Показана первая страница."
    ),
    "dd": "дд",
    "mm": "мм",
    "yyyy": "гггг",
    "Show password": "Показать пароль",
    "Show password text": "Показать пароль",
    "Hide password text": "Скрыть пароль",
    "Search": "Поиск",
    "Download as CSV": "Скачать CSV",
    "Fullscreen": "На весь экран",
    "Close fullscreen": "Свернуть",
    "Skip to main content": "К содержимому",
    "Connecting": "Подключение",
    "Running...": "Выполняется…",
    "Stop": "Стоп",
    "Print": "Печать",
    "Rerun": "Обновить",
    "Settings": "Настройки",
    "Press Enter to apply": "Enter – применить",
    "Press Enter to submit form": "Enter – отправить",
    "Clear value": "Очистить",
    "Clear all": "Очистить",
    "View more": "Ещё",
    "View less": "Свернуть",
    "Hide password": "Скрыть пароль",
    "Stopping...": "Останавливается…",
    "Close": "Закрыть",
    "Cancel": "Отмена",
    "Copy": "Скопировать",
    "Copied": "Скопировано",
    "Copy to clipboard": "Скопировать",
    "Try again": "Повторить",
    "Main menu": "Главное меню",
    "App pages": "Страницы",
    "Navigate to home page": "На первую страницу",
    "Sidebar": "Меню",
    "Collapse sidebar": "Свернуть меню",
    "Expand sidebar": "Развернуть меню",
    "Notifications": "Уведомления",
    "App Logo": "Знак программы",
    "Logo": "Знак программы",
    "Link to heading": "Ссылка на заголовок",
    "Theme": "Оформление",
    "System": "Как в системе",
    "Light": "Светлое",
    "Dark": "Тёмное",
    "Scroll tabs left": "Вкладки левее",
    "Scroll tabs right": "Вкладки правее",
    "Connection timed out.": "Сервер не отвечает.",
    "Streamlit server is not responding. Are you connected to the internet?": (
        "Программа не отвечает. Проверьте, запущена ли она и есть ли связь."
    ),
    "Network Error": "Нет связи с программой",
    "Unknown error": "Неизвестная ошибка",
    "Download failed": "Не удалось скачать",
    "Upload failed": "Не удалось загрузить",
    "Uploading...": "Загружается…",
    "Too many files": "Слишком много файлов",
    "Only one file is allowed.": "Можно выбрать один файл.",
    "Click to retry upload": "Повторить загрузку",
    "Open": "Открыть список",
    "Selected values": "Выбранные значения",
    "Select...": "Выберите",
    "Clear entry": "Очистить",
    "Clear selection": "Снять выделение",
    "Increment": "Больше",
    "Decrement": "Меньше",
    "Next page": "Следующая страница",
    "Previous page": "Предыдущая страница",
    "Pagination": "Страницы списка",
    "Calendar": "Календарь",
    "Choose date": "Выберите день",
    "Choose date range": "Выберите дни",
    "Date range": "Дни",
    "Clear date": "Очистить",
    "Clear dates": "Очистить",
    "Next month": "Следующий месяц",
    "Previous month": "Предыдущий месяц",
    "Quick select a date range": "Готовые промежутки",
    "Past Week": "Неделя",
    "Past Month": "Месяц",
    "Past 3 Months": "3 месяца",
    "Past 6 Months": "6 месяцев",
    "Past Year": "Год",
    "Past 2 Years": "2 года",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": (
        "Стрелки – другой день, Enter – выбрать, Escape – закрыть."
    ),
    "Close Search": "Закрыть поиск",
    "Next Result": "Следующее",
    "Previous Result": "Предыдущее",
    "Show/hide columns": "Столбцы",
    "Dataframe column menu": "Меню столбца",
    "Sort ascending": "По возрастанию",
    "Sort descending": "По убыванию",
    "Autosize": "По ширине текста",
    "Pin column": "Закрепить столбец",
    "Unpin column": "Открепить столбец",
    "Hide column": "Скрыть столбец",
    "Copy column name": "Скопировать название",
    "Format": "Формат",
    "Automatic": "Сам",
    "Localized": "По-русски",
    "Plain": "Без разрядов",
    "Compact": "Коротко",
    "Percent": "Проценты",
    "Dollar": "Доллары",
    "Euro": "Евро",
    "Yen": "Иены",
    "Scientific": "Научный",
    "Accounting": "Бухгалтерский",
    "Statistics": "Сводка",
    "Empty": "Пусто",
    "Distinct": "Разных",
    "Count": "Всего",
    "Minimum": "Наименьшее",
    "Maximum": "Наибольшее",
    "Average": "Среднее",
    "Median": "Медиана",
    "Sum": "Сумма",
    "Standard deviation": "Отклонение",
    "Minimum length": "Наименьшая длина",
    "Maximum length": "Наибольшая длина",
    "Average length": "Средняя длина",
    "Based on sample": "По выборке",
    "No data": "Нет данных",
    "No content": "Пусто",
    "Add row": "Добавить строку",
    "Delete row(s)": "Удалить строки",
    "empty": "нет данных",
    "Download as PNG": "Скачать рисунком",
    "Download as SVG": "Скачать SVG",
    "Show data": "Показать данные",
    "Copy Vega-Lite spec": "Скопировать описание диаграммы",
    "Save as SVG": "Сохранить SVG",
    "Save as PNG": "Сохранить рисунком",
}
"""Texts of Streamlit 1.67 and what stands in their place."""


def speak_russian() -> None:
    """Marks the page as Russian and translates Streamlit's own texts, now and as they appear."""
    st.html(_script(), unsafe_allow_javascript=True)


@cache
def _script() -> str:
    return "<script>" + _SCRIPT.replace("TEXTS", json.dumps(TEXTS, ensure_ascii=False)) + "</script>"


_SCRIPT = r"""(() => {
document.documentElement.lang = 'ru';
if (window.gmkRussian) return;
window.gmkRussian = true;
const texts = TEXTS, units = {KB: 'КБ', MB: 'МБ', GB: 'ГБ'};
const foreign = '[data-testid=stMarkdownContainer],[data-testid=stDataFrame],textarea,.marks';
const ours = '[data-testid=stFileUploaderDropzone],[data-testid=stElementToolbar],[role=dialog]';
const russian = text => {
  const key = text.trim();
  if (texts[key]) return text.replace(key, texts[key]);
  const limit = key.match(/^(?:Limit )?(\d+)\s?([KMG]B) per file(.*)$/);
  if (limit) return `до ${limit[1]} ${units[limit[2]]} на файл${limit[3]}`;
  const size = key.match(/^(\d+)(?:\.(\d+))?\s?([KMG]B)$/);
  if (size) return `${size[1]}${size[2] ? ',' + size[2] : ''} ${units[size[3]]}`;
  const large = key.match(/^File must be ([\d.]+)\s?([KMG]B) or smaller\.$/);
  return large ? `Файл больше ${parseFloat(large[1])} ${units[large[2]]}, такой не принимается.` : null;
};
const named = label => {
  const at = label.indexOf(': '), head = at > 0 && texts[label.slice(0, at)];
  return texts[label] || (head ? head + label.slice(at) : label.replace(/^Help for /, 'Пояснение: '));
};
const visit = node => {
  if (node.nodeType === 3) {
    const text = russian(node.data);
    if (text && text !== node.data) node.data = text;
  } else if (node.nodeType === 1 && (!node.closest(foreign) || node.closest(ours))) {
    for (const name of ['placeholder', 'aria-label', 'title']) {
      const value = node.getAttribute(name);
      if (value && named(value) !== value) node.setAttribute(name, named(value));
    }
    node.childNodes.forEach(visit);
  } else if (node.nodeType === 1) node.querySelectorAll(ours).forEach(visit);
};
visit(document.body);
new MutationObserver(changes => changes.forEach(change =>
  change.type === 'characterData' ? visit(change.target) : change.addedNodes.forEach(visit)
)).observe(document.body, {childList: true, subtree: true, characterData: true});
})()"""
