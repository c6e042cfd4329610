"""What assistants are told: the tools they may call, and how they must speak of the answers. Every word costs tokens."""

SENTENCES: dict[str, tuple[str, str]] = {
    "instructions": (
        "查询单位能申请哪些项目、最高多少、为什么。规则来自政策文件，只读、离线。先调用 next_question，逐一询问用户，直到 question 为 null，再调用 assess。"
        "只填写用户亲口说的内容：没有问过的不要写，用户不知道的写 null，绝不猜测。转述结果时须说明依据的文件和日期，金额一律说“最高”，并说明这不是官方决定。",
        "Find out which programs an organisation can apply for, how much at most, and why. The rules come from a policy file; nothing is "
        "written or sent. Call next_question, ask the user, repeat until question is null, then call assess. Use the user's own answers only: leave out "
        "what was not asked, null for what the user does not know, never guess. When you report results, name source and day, write "
        '"up to" before amounts, and add that this is not an official decision.',
    ),
    "notice": (
        "以 {day} 为准。这不是官方决定，能否获得、获得多少由主管部门决定。",
        "As of {day}. This is not an official decision; that is for the agencies.",
    ),
    "programs": (
        "列出全部项目：状态、最高金额、申报时间、来源。",
        "List all programs: status, maximum, when to apply, sources.",
    ),
    "next_question": (
        "返回下一个该问用户的问题：选项、单位、范围、为什么问、各答案的影响、最多还有几问。question 为 null 即问完。",
        "Return the next question to ask the user: choices, unit, limits, which programs need it, what each answer would decide, how many remain at "
        "most. question is null when nothing is left to ask.",
    ),
    "assess": (
        "评估一个单位：可以申请的项目和还不确定的项目（缺什么、最高多少、须确认什么、来源），以及不符合的项目。",
        "Assess one applicant: programs that apply or are still open (what is missing, maximum, what to confirm, sources), and those ruled out.",
    ),
    "explain": (
        "说明一个项目的每项条件：结论、答案、依据。",
        "Explain one program: every condition with its result, the answers and the source.",
    ),
    "what_if": (
        "找出使单位符合一个项目的最小改变；不给项目时找能多符合最多项目的改变。只说明规则，不得建议虚报。",
        "Find the smallest changes that would make the applicant eligible for a program, or without one open up most programs. Facts only: never "
        "suggest a false statement.",
    ),
    "answers": (
        "信息项标识 → 用户说的值：是非题 true/false，单选题选项标识，多选题标识列表，数值，日期 2019-05-31，不知道 null。没问过的不写。",
        "Fact id → the user's answer: true/false, id of a choice, list of ids, number, date 2019-05-31, null for don't know. Leave out what was "
        "not asked.",
    ),
    "as_of": ("以哪一天为准（YYYY-MM-DD），默认为政策文件的日期。", "The day whose rules apply (YYYY-MM-DD); default: the policy file's."),
    "program": ("项目标识", "Program id"),
}  # fmt: skip
