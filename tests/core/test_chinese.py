import pytest

from investguangdong.core.chinese import exceptions, fold, to_traditional

RULES = [rule for rule in exceptions() if rule.stage == "after"]


@pytest.mark.parametrize(
    ("simplified", "where", "traditional"),
    [
        ("市场准入", "official", "市場准入"),
        ("后海", "prose", "后海"),
        ("前海与后海以后", "prose", "前海與后海以後"),
        ("说明", "prose", "說明"),
        ("税务", "prose", "稅務"),
        ("里水镇", "prose", "里水鎮"),
        ("发布", "ui", "發布"),
        ("登录", "ui", "登入"),
        ("退出登录", "ui", "登出"),
        ("首页", "ui", "主頁"),
        ("芯片", "prose", "晶片"),
        ("芯片", "official", "芯片"),
        ("信息技术", "prose", "資訊科技"),
        ("信息技术", "official", "信息技術"),
        ("工作日", "ui", "工作天"),
        ("工作日", "prose", "工作日"),
        ("", "prose", ""),
    ],
)
def test_traditional_as_hong_kong_writes_it(simplified, where, traditional):
    assert to_traditional(simplified, where) == traditional


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.wrong)
def test_every_listed_mistake_is_put_right(rule):
    where = {"always": "official"}.get(rule.scope, rule.scope)
    assert to_traditional(rule.wrong, where) == rule.right


@pytest.mark.parametrize(
    ("left", "right"), [("衞生", "卫生"), ("東莞", "东莞"), ("ＡＢＣ", "abc"), ("頻寬", "频宽"), ("說", "说")]
)
def test_both_scripts_fold_to_one_form(left, right):
    assert fold(left) == fold(right)
