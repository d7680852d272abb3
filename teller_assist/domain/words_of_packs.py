"""What the entries and fields of packs are called, for whoever reads what changed. Others by their own name."""

from teller_assist.domain.suggestion import Text

_KINDS = {
    "tier": ("等级", "tier"), "rule": ("规则", "rule"), "action": ("服务动作", "action"), "prior": ("先验", "prior"),
    "track": ("话术", "talk track"), "holiday": ("节假日", "holiday"), "branch": ("网点", "branch"),
    "product": ("产品披露", "product"), "segment": ("客群", "segment"), "scenario": ("场景日", "scenario"),
    "launch": ("首发", "launch"), "bundle": ("套餐", "bundle"), "sign": ("迹象", "sign"),
    "question": ("问题", "question"),
    "topic": ("主题", "topic"), "card": ("知识卡", "card"), "order": ("叫号", "order"),
    "busy": ("忙闲灯", "busy light"),
    "selfcheck": ("自查", "self-check"),
}  # fmt: skip
_FIELDS = {
    "version": ("版本", "version"), "effective_from": ("生效日", "in force from"), "name": ("名称", "name"),
    "name_en": ("英文名称", "English name"), "when": ("条件", "when"), "weight": ("权重", "weight"),
    "reason": ("理由", "reason"), "say": ("话术", "say"), "for": ("对象", "for"), "kind": ("类别", "kind"),
    "mode": ("方式", "mode"), "legal_basis": ("法律依据", "legal basis"),
    "from": ("起", "from"), "until": ("止", "until"),
    "to": ("止", "to"), "workdays": ("调休上班", "workdays"), "shut": ("停业", "shut"), "serving": ("营业", "serving"),
    "expected": ("预期接受率", "expected"), "value": ("商业权重", "commercial weight"), "explore": ("探索", "explore"),
    "holdout": ("对照组", "holdout"), "salt": ("抽签盐", "salt"), "from_fen": ("下限（分）", "from, fen"),
    "grace_months": ("宽限月数", "months of grace"), "weights": ("折算", "weights"), "effect": ("生效", "effect"),
    "down_to": ("降级", "down to"), "watch": ("观察", "watch"), "sentence": ("一句话", "sentence"),
    "convenience": ("便利", "convenience"), "benefit": ("好处", "benefit"), "risk": ("风险", "risk"),
    "objections": ("异议", "objections"), "scope": ("投向或用途", "scope"), "fees": ("费用", "fees"),
    "loss": ("可能损失", "loss"), "leave": ("退出方式", "how to leave"), "payment": ("交费方式", "payment"),
    "pay_years": ("交费年数", "paying years"),
    "meaning": ("含义", "meaning"), "days": ("日", "days"), "months": ("月", "months"),
    "weekdays": ("星期", "weekdays"),
    "lift": ("提升", "lift"), "share": ("占比", "share"), "parts": ("组成", "parts"), "least": ("最少", "least"),
    "threshold": ("阈值", "threshold"), "do": ("处置", "do"), "ask": ("问", "ask"), "answer": ("答", "answer"),
    "required": ("必须通过", "required"), "pass": ("合格线", "pass"), "valid_months": ("有效月数", "months valid"),
    "topic": ("主题", "topic"), "options": ("选项", "options"), "right": ("正确项", "right one"),
    "because": ("解释", "because"), "contact": ("打扰间隔", "contact policy"), "declined": ("被拒", "declined"),
    "quiet": ("排队安静", "queue"), "steps": ("档", "steps"), "verbs": ("动作", "verbs"), "verb": ("动作", "verb"),
    "families": ("产品族", "families"), "audience": ("对象客户", "audience"), "products": ("产品", "products"),
    "notices": ("公告", "notices"), "slots": ("位置", "slots"), "lane": ("条线", "lanes"),
    "category": ("类别", "categories"),
    "decline_reason": ("拒绝原因", "decline reasons"), "not_offered_reason": ("未推荐原因", "reasons not offered"),
    "wrong_reason": ("不对的原因", "wrong reasons"), "known_from": ("已知起", "known from"),
    "known_until": ("已知止", "known until"), "busy": ("忙碌", "busy"),
}  # fmt: skip


def kind_words(kind: str) -> Text:
    return Text(*_KINDS.get(kind, (kind, kind)))


def field_words(name: str) -> Text:
    return Text(*_FIELDS.get(name, (name, name)))
