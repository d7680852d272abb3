"""Why a suggestion was declined or not made: the codes, in the order of the digits on the screen."""

# At most nine, numbered as they stand on the screen; 0 means "no reason given".
DECLINE_REASONS = (
    "no_need", "rate_low", "bought_elsewhere", "needs_money", "risk", "ask_family", "no_trust", "too_complex", "other",
)  # fmt: skip
NOT_OFFERED_REASONS = (
    "no_time", "queue", "customer_hurried", "not_fitting", "elderly_alone", "sensitive", "system", "agent", "other",
)  # fmt: skip
# 这条不对: what a suggestion is wrong in. ``[wrong_reason]`` of the pack names may name others, in their order.
WRONG_REASONS = ("wrong_fact", "has_it", "not_fitting", "words", "moment", "repeated", "other")
