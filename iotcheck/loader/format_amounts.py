"""The part of the table of shapes that is about amounts: what forms they have."""

from iotcheck.loader.shapes import Form

AMOUNT_FORMS: dict[str, Form] = {
    "amount": Form(("amount", "per"), "The product of two amounts.", "{amount: 10万元, per: staff}"),
    "quotient": Form(
        ("quotient",),
        "The first divided by the second. Divided by 0 it counts as 0; keep the divisor from being 0 by a condition.",
        "{quotient: [revenue, 12]}",
        2,
    ),
    "percent": Form(("percent", "of"), "So many hundredths of an amount.", "{percent: 30, of: rd_spend}"),
    "amount_of": Form(("amount_of",), "The named amount.", "{amount_of: basic_grant}"),
    "sum": Form(("sum",), "The sum.", "{sum: [rd_spend, 20万元]}"),
    "least": Form(
        ("least",),
        "The smallest; around the whole it caps the grant.",
        "{least: [{percent: 30, of: rd_spend}, 300万元]}",
    ),
    "greatest": Form(("greatest",), "The largest.", "{greatest: [{percent: 1, of: revenue}, 5万元]}"),
    "difference": Form(
        ("difference",), "The first less the second, never below 0.", "{difference: [rd_spend, 50万元]}", 2
    ),
    "round": Form(
        ("round", "to", "how"),
        "A multiple of `to`, a number or money above 0: the next one `down` or `up`, or the nearest; halfway between "
        "two the higher (`half_up`) or the even one (`half_even`).",
        "{round: {percent: 5, of: revenue}, to: 1000元, how: down}",
    ),
    "bands": Form(
        ("bands", "steps", "marginal"),
        "An amount by bands, in ascending order. A band ends with its limit (`up_to`) or just below it (`below`); the "
        "last has none. `marginal: true`: each slice at its own `rate` in per cent; `false`: all of it at the `rate` "
        "of its band, or a fixed amount, `then`.",
        "{bands: revenue, steps: [{up_to: 1000万元, rate: 20}, {rate: 5}], marginal: true}",
    ),
    "cases": Form(
        ("cases",),
        "The first case whose condition holds, or else `otherwise`, which is required and stands last. In a whole "
        "ceiling a case may come to `unstated`, or to `not_eligible`: then nobody is eligible in it.",
        "{cases: [{when: {met: small}, then: 50万元}, {otherwise: 20万元}]}",
    ),
    "range": Form(
        ("range",),
        "The source says from where to where, and no more; a whole ceiling only.",
        "{range: [2万元, 200万元]}",
        2,
    ),
    "grant_of": Form(
        ("grant_of",),
        "What another program pays at most where its condition is met, else 0.",
        "{grant_of: start-up-grant}",
    ),
    "table": Form(
        ("table", "by"),
        "The row that a choice fact picks, or of a table with two keys the row within a row; an amount picks the first "
        "row whose limit it keeps.",
        "{table: by_size, by: size}",
    ),
}
