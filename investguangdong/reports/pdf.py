"""PDF and pictures by typst: a template in templates/reports, data as JSON, fonts that come with the project."""

import importlib.util
import io
import json
from pathlib import Path

import typst
from django.conf import settings
from PIL import Image

TEMPLATES = Path(settings.BASE_DIR) / "templates/reports"
FONT_PACKAGES = ("pylopdf_fonts_zh_cn", "pylopdf_fonts_zh_tw")
CJK = {"zh-hant": ("Noto Sans TC", "Noto Serif TC")}
LANGUAGE_AND_REGION = {
    "en": ("en", "gb"),
    "zh-hans": ("zh", "cn"),
    "zh-hant": ("zh", "hk"),
    "pt": ("pt", "pt"),
}


def typeface(language: str) -> dict:
    """The Chinese faces and the language tags that a template needs for one of the four languages."""
    sans, serif = CJK.get(language, ("Noto Sans SC", "Noto Serif SC"))
    lang, region = LANGUAGE_AND_REGION[language]
    return {"cjk_sans": sans, "cjk_serif": serif, "lang": lang, "region": region}


def render(template: str, data: dict) -> bytes:
    """Compiles `templates/reports/<template>.typ` to a tagged PDF (PDF/UA-1). The data reach the template as JSON,
    so nothing a person typed is ever read as markup. Raises RuntimeError with typst's message."""
    return _compile(template, data, pdf_standards=["ua-1"])


def render_png(template: str, data: dict) -> bytes:
    """The first page as a picture, one pixel a point, in a palette of 128 colours."""
    drawn = Image.open(io.BytesIO(_compile(template, data, format="png", ppi=72))).convert("RGB")
    squeezed = io.BytesIO()
    drawn.quantize(128).save(squeezed, "PNG", optimize=True)
    return squeezed.getvalue()


def _compile(template: str, data: dict, **options) -> bytes:
    return typst.compile(
        (TEMPLATES / f"{template}.typ").read_bytes(),
        font_paths=_font_paths(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        **options,
    )


def _font_paths() -> list[str]:
    own = Path(settings.BASE_DIR) / "static/fonts/pdf"
    found = [importlib.util.find_spec(name) for name in FONT_PACKAGES]
    return [str(own), *(spec.submodule_search_locations[0] for spec in found if spec)]
