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
const ours = '[data-testid=stFileUploaderDropzone],[role=dialog]';
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
const visit = node => {
  if (node.nodeType === 3) {
    const text = russian(node.data);
    if (text && text !== node.data) node.data = text;
  } else if (node.nodeType === 1 && (!node.closest(foreign) || node.closest(ours))) {
    for (const name of ['placeholder', 'aria-label', 'title']) {
      const value = node.getAttribute(name);
      if (value && texts[value]) node.setAttribute(name, texts[value]);
    }
    node.childNodes.forEach(visit);
  }
};
visit(document.body);
new MutationObserver(changes => changes.forEach(change =>
  change.type === 'characterData' ? visit(change.target) : change.addedNodes.forEach(visit)
)).observe(document.body, {childList: true, subtree: true, characterData: true});
})()"""
