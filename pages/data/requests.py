import streamlit as st

from gmk.intake.requests import own_requests, requests_to_decide
from gmk.ui.data import load
from gmk.ui.requests import show_own_requests, show_requests_to_decide

st.title("Заявки")
to_decide, own = load(requests_to_decide), load(own_requests)
show_requests_to_decide(to_decide)
show_own_requests(own)
if not (to_decide or own):
    st.info(
        "Заявок нет. Если в вашем файле есть строки, которые вносит кто-то другой, на шаге «Проверка» их можно "
        "отправить ему. Здесь будет видно, что он решил."
    )
