"""The application: `python3 start.py`, `uvicorn streamlit_app:app` or `streamlit run streamlit_app.py`."""

from pathlib import Path

import streamlit as st

from gmk.ui.errors import show_error
from gmk.ui.routes import MIDDLEWARE, ROUTES, lifespan

app = st.App(
    Path(__file__).resolve().parent / "gmk" / "ui" / "main.py",
    routes=ROUTES,
    middleware=MIDDLEWARE,
    lifespan=lifespan,
    on_script_error=show_error,
)
