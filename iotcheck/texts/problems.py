"""The sentence of every problem code. Each names what is wrong and, where it can, the mend."""

from iotcheck.texts import amount_problems, syntax, tables

SENTENCES: dict[str, tuple[str, str]] = {
    # how a line begins and ends
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "notice": ("提示", "notice"),
    "did-you-mean": ("（是否想写“{suggestion}”？）", " (did you mean '{suggestion}'?)"),
    "comma": ("、", ", "),
    "known": ("（可用：{known}）", " (known: {known})"),
    # files
    "cannot-read": ("无法读取：{reason}", "cannot read this file: {reason}"),
    "cannot-write": ("无法写入：{reason}", "cannot write this file: {reason}"),
    "empty-path": ("文件名为空", "the file name is empty"),
    "file-exists": ("文件已存在；要覆盖请加 --force", "the file already exists; use --force to overwrite it"),
    "is-a-link": ("这是符号链接，不向链接写入", "this is a symbolic link; iotcheck does not write through links"),
    "too-big": ("文件超过 {limit} MB", "the file is larger than {limit} MB"),
    "not-utf8": (
        "不是 UTF-8 编码（似乎是 {encoding}）；请另存为 UTF-8",
        "this file is not UTF-8 (it looks like {encoding}); save it as UTF-8",
    ),
    "not-text": ("这不是 UTF-8 文本；请另存为 UTF-8", "this file is not UTF-8 text; save it as UTF-8"),
    "empty-file": ("文件是空的", "the file is empty"),
    **syntax.SENTENCES,
    **tables.SENTENCES,
    # the command line
    "unknown-command": ("没有“{name}”这个命令", "unknown command '{name}'"),
    "unknown-option": ("没有“{name}”这个选项", "unknown option '{name}'"),
    "missing-argument": ("缺少“{name}”", "'{name}' is missing"),
    "option-needs-value": (
        "选项“{name}”的写法不对，请检查是否需要带值",
        "the option '{name}' is used incorrectly; check whether it takes a value",
    ),
    "bad-argument": ("“{name}”的写法有误：{detail}", "invalid value for '{name}': {detail}"),
    "unexpected-argument": ("多余的参数：{text}", "unexpected argument: {text}"),
    "title-for-id": ("“{name}”的标识是 {id}", "the id of '{name}' is {id}"),
    "option-twice": ("这个选项只能给一次", "this option can be given only once"),
    "no-effect-with": ("与 {other} 同用时不起作用", "this has no effect together with {other}"),
    "no-effect-without": ("须与 {other} 同用，单独使用不起作用", "this has no effect without {other}"),
    "unknown-ending": ("不能写出 {ending} 文件", "this command cannot write {ending} files"),
    "options-contradict": ("与 {other} 矛盾", "this contradicts {other}"),
    "not-varied": (
        "“{name}”可选多项，不能逐一列出",
        "'{name}' allows several choices at once, so its values cannot be listed one by one",
    ),
    "same-file": ("与 {other} 是同一个文件", "this is the same file as {other}"),
    "no-terminal": ("没有终端，无法提问", "cannot ask questions without a terminal"),
    "see-help": ("用法见 {command} --help", "see {command} --help"),
    # answers
    "json-syntax": ("JSON 格式有误：{detail}", "invalid JSON: {detail}"),
    "answered-twice": (
        "“{name}”答了两次：标识和名称指的是同一个问题",
        "'{name}' is answered twice; its id and its label are the same question",
    ),
    "duplicate-json-key": ("键“{key}”重复", "duplicate key '{key}'"),
    "not-an-assignment": (
        "--set 应写成 信息项=值，而不是“{text}”",
        "--set takes FACT=VALUE, not '{text}'",
    ),
    "given-twice": (
        "--set 给了“{name}”两次；多个选项请写成 {name}=甲,乙",
        "--set is given twice for '{name}'; write several choices as {name}=a,b",
    ),
    # cases
    "no-cases": (
        "没有相应的用例文件（cases.yaml 或 cases.csv）；运行 iotcheck test {file} --coverage 可写出第一个用例，存入 cases.yaml 即可",
        "no case file (cases.yaml or cases.csv) next to it; run iotcheck test {file} --coverage to draft the first case for cases.yaml",
    ),
    "duplicate-case": ("第 {first} 行已有名为“{name}”的用例", "line {first} already has a case named '{name}'"),
    "unknown-column": (
        "不认识的列“{name}”：应为 case、title、as_of、信息项或其名称、项目标识，或“项目标识.ceiling”等",
        "unknown column '{name}': use case, title, as_of, a fact or its label, a program, or PROGRAM.ceiling and the like",
    ),
    "duplicate-column": ("第 {first} 列已是“{name}”", "column {first} is already '{name}'"),
    "expects-nothing": (
        "这个用例没有写预期结果（expect）",
        "this case has no expected result: 'expect' is missing or empty",
    ),
    # shape
    "not-a-policy-file": (
        "这不是政策文件：缺少 format 和 programs",
        "this is not a policy file: 'format' and 'programs' are missing",
    ),
    "not-a-file-name": (
        "这里应为同一文件夹中一个文件的名称，不能是别处的路径",
        "this must be the name of a file in the same folder, not a path to another place",
    ),
    "included-twice": ("“{name}”已经列入", "'{name}' is already included"),
    "pieces-without-folder": (
        "从标准输入读取时没有文件夹，不能用 include；请改为给出文件名",
        "standard input has no folder to include files from; give the file name instead",
    ),
    "piece-not-read": ("无法读取“{name}”：{reason}", "cannot read '{name}': {reason}"),
    "key-of-main-file": (
        "“{key}”只能写在列出各分文件的主文件里",
        "'{key}' is allowed only in the main file, which includes this one",
    ),
    "id-in-two-files": (
        "“{name}”在 {first} 已有；各分文件不能互相覆盖",
        "'{name}' is already defined at {first}; files cannot override each other",
    ),
    "expected-mapping": ("这里应为“键: 值”的映射", "expected a mapping (key: value)"),
    "expected-list": ("这里应为列表", "expected a list"),
    "expected-text": ("这里应为一段文字或一个值", "expected a text or a single value"),
    "language-not-stated": (
        "文字只有一种语言，请在文件开头注明：languages: [{language}]",
        "all texts are in one language; state it at the top of the file: languages: [{language}]",
    ),
    "text-in-languages": (
        "这里要写出每种语言的文字：{{{example}}}",
        "give this text in each language: {{{example}}}",
    ),
    "empty-text": ("这里不能为空", "this must not be empty"),
    "empty-list": ("列表不能为空", "the list must not be empty"),
    "empty-mapping": ("这里不能为空", "this must not be empty"),
    "wrong-length": ("这里应有 {length} 项", "expected {length} items here"),
    "unknown-key": ("不认识的键“{name}”", "unknown key '{name}'"),
    "missing-key": ("缺少“{key}”", "'{key}' is missing"),
    "key-for-other-types": ("{type} 类型的信息项没有“{key}”", "a fact of type {type} cannot have '{key}'"),
    "unknown-word": ("“{name}”不在可选的词中", "'{name}' is not one of the allowed words"),
    "unknown-language": (
        "“{name}”不是本文件的语言；含逗号的文字请加引号",
        "'{name}' is not a language of this file; quote a text that contains a comma",
    ),
    "missing-language": ("缺少 {language} 文本", "the {language} text is missing"),
    "bad-id": (
        "“{name}”不能作标识：只用小写字母、数字和下划线",
        "'{name}' is not a valid id; use lower-case letters, digits and underscores",
    ),
    "bad-long-id": (
        "“{name}”不能作标识：只用小写字母、数字、下划线和连字符",
        "'{name}' is not a valid id; use lower-case letters, digits, underscores and hyphens",
    ),
    "reserved-id": ("“{name}”有固定含义，不能作标识", "'{name}' is reserved and cannot be an id"),
    "reserved-label": (
        "“{name}”有固定含义，不能作选项名",
        "'{name}' is reserved and cannot be the label of a choice",
    ),
    "duplicate-label": (
        "名称“{text}”也可以指“{other}”，无法区分",
        "the label '{text}' can also mean '{other}', so the two cannot be told apart",
    ),
    "other-choices": (
        "“{name}”与“{fact}”不是选项相同的两道单选题",
        "'{name}' and '{fact}' are not two choice facts with the same choices",
    ),
    "other-days": ("“{name}”与“{fact}”不是两个日期类信息项", "'{name}' and '{fact}' are not two date facts"),
    "unknown-group": ("该信息项没有“{name}”这一组", "the fact has no group '{name}'"),
    "group-is-choice": (
        "“{name}”已是选项，组要用别的标识",
        "'{name}' is already a choice; give the group another id",
    ),
    "group-circle": (
        "组“{name}”直接或间接包含自己",
        "the group '{name}' contains itself, directly or through other groups",
    ),
    "empty-group": ("组“{name}”里没有选项", "the group '{name}' has no choices"),
    "group-in-includes-all": (
        "includes_all 要逐个写出选项：一个组只要有其中一项即成立",
        "'includes_all' takes single choices; a group already holds if any of its choices is selected",
    ),
    "separator-in-label": (
        "选项名“{text}”含有“{separator}”，而表格里用它分隔选项",
        "the label '{text}' contains '{separator}', which separates choices in table cells",
    ),
    "editions-tie": (
        "这一版本与第 {line} 行的版本同日开始，无法判断哪个有效",
        "this edition starts on the same day as the one on line {line}, so it is unclear which is in force",
    ),
    "text-not-read": ("无法读取来源的文本 {file}：{reason}", "cannot read the source text {file}: {reason}"),
    "no-source-texts": (
        "{folder} 里没有任何来源的文本；文件名应为来源的标识：{names}",
        "{folder} contains none of the source texts; name them by source id: {names}",
    ),
    "path-outside": (
        "“{text}”不在政策文件的文件夹里；请写其中的文件，如 notices/letter.txt",
        "'{text}' is outside the policy file's folder; name a file inside it, such as notices/letter.txt",
    ),
    "not-a-hash": (
        "“{text}”不是 SHA-256；请照 iotcheck fresh 给出的 64 位小写十六进制数填写",
        "'{text}' is not a SHA-256 hash; write the 64 hexadecimal digits that iotcheck fresh prints",
    ),
    "not-a-url": ("“{text}”不是网址", "'{text}' is not a web address"),
    # references
    "full-width-comma": (
        "“{name}”里是全角逗号或顿号；方括号里的各项要用半角逗号分隔",
        "'{name}' contains a full-width comma; separate items in brackets with plain commas",
    ),
    "unknown-fact": ("不认识的信息项“{name}”", "unknown fact '{name}'"),
    "unknown-choice": ("不认识的选项“{name}”", "unknown choice '{name}'"),
    "unknown-condition": ("没有名为“{name}”的条件", "unknown condition '{name}'"),
    "unknown-amount": ("没有名为“{name}”的金额", "unknown amount '{name}'"),
    "unknown-table": ("没有名为“{name}”的表", "unknown table '{name}'"),
    "unknown-source": ("没有名为“{name}”的来源", "unknown source '{name}'"),
    "unknown-agency": ("没有名为“{name}”的部门", "unknown agency '{name}'"),
    "unknown-support": ("没有名为“{name}”的支持方式", "unknown support '{name}'"),
    "unknown-program": ("没有名为“{name}”的项目", "unknown program '{name}'"),
    # conditions and amounts
    "not-one-operator": (
        "除 text 和 source 外，条件应恰有一个键；多个条件要列在 all 或 any 之下。这里有：{keys}",
        "a condition has exactly one key besides 'text' and 'source'; list several under 'all' or 'any'. Found: {keys}",
    ),
    "no-operator": (
        "这里缺少条件：除 text 和 source 外还应有一个键",
        "the condition is missing: one key besides 'text' and 'source' is required",
    ),
    "not-one-comparison": ("这里应恰有一个比较", "expected exactly one comparison"),
    "not-for-this-type": ("{type} 类型不能用“{name}”比较", "a {type} fact cannot be compared with '{name}'"),
    "bad-currency": (
        "货币应为三个大写字母，如 CNY，而不是“{text}”",
        "a currency is three capital letters, such as CNY, not '{text}'",
    ),
    "not-true-or-false": ("应为 true 或 false，而不是“{text}”", "expected true or false, not '{text}'"),
    "count-out-of-range": (
        "count 应在 1 到 {most} 之间，而不是 {count}",
        "'count' must be between 1 and {most}, not {count}",
    ),
    "confirm-under-not": ("confirm 不能放在 not 之下", "'confirm' is not allowed under 'not'"),
    "confirm-in-amount": ("confirm 不能用于金额", "'confirm' is not allowed in an amount"),
    "confirm-in-case": ("confirm 不能用作情形的 when", "'confirm' is not allowed in the 'when' of a case"),
    "confirm-in-guard": (
        "asked_if 里不能有 confirm：没有答案能确定它，就永远不会提问",
        "'confirm' is not allowed in 'asked_if': no answer settles it, so the question would never be asked",
    ),
    "grant-unstated": (
        "“{name}”没有写明金额，不能用来计算",
        "'{name}' states no amount, so it cannot be used in a calculation",
    ),
    "confirm-in-grant": (
        "用于比较的另一个项目有待核实事项，仅凭答案不能确定",
        "the program whose amount is compared has something to confirm, so answers alone cannot decide this",
    ),
    "circle": ("条件或金额循环引用：{names}", "circular reference between conditions or amounts: {names}"),
    "guard-circle": (
        "asked_if 循环引用：要先知道“{name}”才会问“{name}”",
        "circular 'asked_if': '{name}' is asked only once '{name}' is known",
    ),
    **amount_problems.SENTENCES,
    "otherwise-missing": ("最后一项必须是 otherwise", "the last case must be 'otherwise'"),
    "otherwise-not-last": ("otherwise 只能放在最后", "'otherwise' must come last"),
    "not-one-combine-form": (
        "这里应有 one_of、at_most 与 of、cap 与 of、less 与 by、before 与 then 中的一种",
        "one of these belongs here: one_of, at_most with of, cap with of, less with by, or before with then",
    ),
    "program-twice": ("“{name}”列了两次", "'{name}' is listed twice"),
    "combine-circle": (
        "项目互为扣减或前提，成了循环：{names}",
        "the programs are taken off, or come before, one another in a circle: {names}",
    ),
    "unknown-document": ("没有名为“{name}”的材料", "unknown document '{name}'"),
    "window-without-days": (
        "申报时间要有 from 或 until；随时可以申报请写 apply: anytime",
        "an application window needs 'from' or 'until'; if applications are always open, write 'apply: anytime'",
    ),
    "until-before-from": ("结束日 {until} 早于开始日 {start}", "the end {until} is before the start {start}"),
    "min-above-max": ("最小值 {low} 大于最大值 {high}", "the minimum {low} is above the maximum {high}"),
    "percent-sign": (
        "百分数只写数字：{number}，而不是“{text}”",
        "write a percentage as a plain number: {number}, not '{text}'",
    ),
    # values
    "other-reports": (
        "文件夹里有其他文件，或由其他数据、规定、选项生成的报告（见 {key}）；请换一个文件夹，或用 --force 替换",
        "this folder has other files, or reports made from other data, rules or options (see {key}); use another folder, or --force to replace them",
    ),
    "not-a-percentage": ("“{text}”不是百分比，请写成 10% 的形式", "'{text}' is not a percentage; write it as 10%"),
    "not-a-number": ("“{text}”不是数字", "'{text}' is not a number"),
    "ambiguous-number": (
        "“{text}”可以读成两个不同的数；请去掉千位分隔符",
        "'{text}' could be two different numbers; write it without a thousands separator",
    ),
    "not-whole": ("“{text}”不是整数", "'{text}' is not a whole number"),
    "not-money": (
        "“{text}”不是金额；可写 {example} 或 {other}",
        "'{text}' is not an amount of money; write it as {example} or {other}",
    ),
    "not-a-date": ("“{text}”不是日期；请写成 2019-05-31", "'{text}' is not a date; write it as 2019-05-31"),
    "not-a-year": (
        "“{text}”不是年份，应写成 2025 这样的四位数",
        "'{text}' is not a year; write four digits, such as 2025",
    ),
    "no-such-day": ("没有“{text}”这一天", "the date '{text}' does not exist"),
    "not-yes-or-no": ("“{text}”既不是“是”也不是“否”", "'{text}' is neither yes nor no"),
    "too-many-digits": ("“{text}”超过 {limit} 位数字", "'{text}' has more than {limit} digits"),
    "day-later": (
        "“{name}”是 {day}，晚于判断日期 {as_of}；请确认没有写错",
        "'{name}' is {day}, after the assessment date ({as_of}); check that this is intended",
    ),
    "ambiguous-day": (
        "“{text}”无法分清月和日；请写成 2020-01-05 的形式",
        "'{text}' could be two different dates; write it as 2020-01-05",
    ),
    "too-low": ("{value} 太小，不能小于 {limit}", "{value} is too low; the minimum is {limit}"),
    "too-high": ("{value} 太大，不能大于 {limit}", "{value} is too high; the maximum is {limit}"),
    "too-few": ("选了 {value} 项，至少选 {limit} 项", "{value} chosen; choose at least {limit}"),
    "too-many": ("选了 {value} 项，最多选 {limit} 项", "{value} chosen; choose at most {limit}"),
}
