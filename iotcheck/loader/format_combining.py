"""The part of the table of shapes that is about combining programs."""

from iotcheck.loader.shapes import Form, Key, required

COMBINE = Key(
    "list:record:combination",
    "Rules on programs together; results name the best combination by them. Each is one of `{one_of: […]}`, "
    "`{at_most: 2, of: […]}`, `{cap: AMOUNT, of: […]}`, `{less: A, by: B}` and `{before: A, then: B}`.",
)
COMBINING: dict[str, dict[str, Key]] = {
    "combination": {
        "one_of": Key("list:ref:programs", "Programs of which an applicant can have one alone."),
        "at_most": Key("times", "How many of the programs in `of` can be had together."),
        "cap": Key("amount", "The most that the programs in `of` pay together."),
        "of": Key("list:ref:programs", "The programs that `at_most` or `cap` is about."),
        "less": Key("ref:programs", "A program that pays less; what several others pay is taken off together."),
        "by": Key("ref:programs", "The program whose amount is taken off that of `less`."),
        "before": Key("ref:programs", "A program that one must have for the one in `then`."),
        "then": Key("ref:programs", "The program that can only be had together with the one in `before`."),
        "text": required("text", "The rule in words; results give it as the reason."),
        "when": Key("condition", "Of whom the rule holds; of everyone if absent."),
        "source": required("one_or_list:record:citation", "Where the rule is written."),
    },
}

# Which keys say what the rule is: exactly those of one form.
COMBINE_FORMS: dict[str, Form] = {
    "one_of": Form(("one_of",), "Of these programs one alone.", "{one_of: [loan-interest, lease-interest]}"),
    "at_most": Form(("at_most", "of"), "At most so many of them.", "{at_most: 2, of: [fair, show, tour]}"),
    "cap": Form(("cap", "of"), "Together at most an amount.", "{cap: {percent: 50, of: rd_spend}, of: [city, state]}"),
    "less": Form(("less", "by"), "What one pays is taken off another.", "{less: district-grant, by: city-grant}"),
    "before": Form(("before", "then"), "One only together with another.", "{before: register, then: reward}"),
}
