"""Help pages: the program, its commands, their options and arguments, examples."""

SENTENCES: dict[str, tuple[str, str]] = {
    # frame
    "usage": ("用法：{usage}", "Usage: {usage}"),
    "program-usage": ("iotcheck 命令 [选项]", "iotcheck COMMAND [OPTIONS]"),
    "options-word": ("[选项]", "[OPTIONS]"),
    "commands": ("命令：", "Commands:"),
    "arguments": ("参数：", "Arguments:"),
    "options": ("选项：", "Options:"),
    "examples": ("例子：", "Examples:"),
    "epilogue": (
        "每个命令的选项和例子：iotcheck 命令 --help。一屏放不下的结果用 IOTCHECK_PAGER、PAGER 或 less 分页显示（PAGER=cat 不分页）；COLUMNS 指定宽度。全部在本机运行，不联网，不保存，不发送任何内容。结果不是官方决定。",
        "Options and examples of a command: iotcheck COMMAND --help. A result longer than the screen is shown by IOTCHECK_PAGER, "
        "PAGER or less (PAGER=cat: by none); COLUMNS sets the width. Everything runs on this machine: nothing is sent, and "
        "nothing stored unasked. No result is an official decision.",
    ),
    # the program and its commands; the first line stands in the list
    "iotcheck": (
        "查一查单位可以申请哪些扶持项目、每项最高多少、为什么、还缺什么信息。自带深圳市物联网扶持政策（2019 年公函），也可用任何政策文件。",
        "Find out which funding programs an organisation may apply for, up to how much each pays, why, and what is still "
        "missing. It ships with Shenzhen's support for the Internet of Things (an official letter of 2019) and runs on any "
        "policy file.",
    ),
    "assess": (
        "评估一个单位：可以申请什么、最高多少、还缺什么",
        "Assess one applicant: what it may apply for, up to how much, and what is missing",
    ),
    "assess-examples": (
        "iotcheck assess\niotcheck assess --answers 答案.yaml --json\niotcheck assess --table 企业.csv --row 甲公司 --explain\n"
        "iotcheck assess --set legal_form=企业 --set registered_in_shenzhen=是 --no-input",
        "iotcheck assess\niotcheck assess --answers answers.yaml --json\n"
        "iotcheck assess --table companies.csv --row Anna --explain\n"
        "iotcheck assess --set legal_form=enterprise --set registered_in_shenzhen=yes --no-input",
    ),
    "calendar": ("导出申报时间的日历文件（.ics）", "Write the days to apply as a calendar file (.ics)"),
    "calendar-examples": (
        "iotcheck calendar --output 申报.ics\niotcheck calendar --answers 答案.yaml --as-of today --output 申报.ics",
        "iotcheck calendar --output days.ics\niotcheck calendar --answers answers.yaml --as-of today --output days.ics",
    ),
    "whatif": (
        "怎样才能符合：最少要改变什么，差多少，还会带来什么",
        "What would have to change: the least, by how much, and what else would come of it",
    ),
    "whatif-examples": (
        "iotcheck whatif exhibition-support --answers 答案.yaml\niotcheck whatif --answers 答案.yaml\n"
        "iotcheck whatif --answers 答案.yaml --set registered_in_shenzhen=是\n"
        "iotcheck whatif --answers 答案.yaml --vary led_national_standards",
        "iotcheck whatif exhibition-support --answers answers.yaml\niotcheck whatif --answers answers.yaml\n"
        "iotcheck whatif --answers answers.yaml --set registered_in_shenzhen=yes\n"
        "iotcheck whatif --answers answers.yaml --vary led_national_standards",
    ),
    "programs": ("列出全部项目及其状态和上限", "List all programs with their status and ceiling"),
    "programs-examples": (
        "iotcheck programs\niotcheck programs --as-of today --json",
        "iotcheck programs\niotcheck programs --as-of today --json",
    ),
    "show": ("说明一个项目：条件、上限、来源、沿革", "Show one program: conditions, ceiling, sources, history"),
    "show-examples": ("iotcheck show standard-international", "iotcheck show standard-international"),
    "questions": (
        "列出可能问到的问题，或写出空白的答案文件、表格",
        "List the questions, or write an empty answers file or table",
    ),
    "questions-examples": (
        "iotcheck questions\niotcheck questions --template yaml --output 答案.yaml\n"
        "iotcheck questions --template xlsx --output 企业.xlsx",
        "iotcheck questions\niotcheck questions --template yaml --output answers.yaml\n"
        "iotcheck questions --template xlsx --output companies.xlsx",
    ),
    "screen": (
        "筛查一张表里的许多单位：表格进，结果出",
        "Screen many applicants: a table in, results out",
    ),
    "screen-examples": (
        "iotcheck questions --template xlsx --output 企业.xlsx\niotcheck screen 企业.csv --check\niotcheck screen 企业.xlsx --words --output 结果.xlsx\niotcheck screen 企业.xlsx --id 统一社会信用代码 --layout wide --output 结果.xlsx\n"
        "iotcheck screen 企业.csv --layout summary",
        "iotcheck questions --template xlsx --output companies.xlsx\niotcheck screen companies.csv --check\niotcheck screen companies.xlsx --words --output results.xlsx\n"
        "iotcheck screen companies.xlsx --id code --layout wide --output results.xlsx\n"
        "iotcheck screen companies.csv --layout summary",
    ),
    "test": (
        "检查政策文件的用例是否符合预期，以及还有哪些规定没有用例",
        "Check that the cases of a policy file come out as written, and what they do not show of it",
    ),
    "diff": (
        "比较两份政策文件：改了什么，谁得谁失",
        "Compare two policy files: what was changed, and who gains or loses",
    ),
    "diff-examples": (
        "iotcheck diff 旧.yaml 新.yaml\niotcheck diff 旧.yaml 新.yaml --answers 答案.yaml\niotcheck diff 旧.yaml 新.yaml --table 企业.csv --json",
        "iotcheck diff old.yaml new.yaml\niotcheck diff old.yaml new.yaml --answers answers.yaml\n"
        "iotcheck diff old.yaml new.yaml --table companies.csv --json",
    ),
    "OLD": ("旧的政策文件", "the old policy file"),
    "NEW": ("新的政策文件", "the new policy file"),
    "diff--as-of": (
        "按哪一天比较；默认各按文件自己的日期",
        "the day to compare; by default each file's own",
    ),
    "--table": (
        "用这张表的各行比较（格式同 iotcheck screen）",
        "compare for the rows of this table (as for iotcheck screen)",
    ),
    "docs": (
        "把政策文件写成文档：条件、金额、来源、判断图、问题索引",
        "Write a policy file as a document: conditions, maximums, sources, decision trees, an index of questions",
    ),
    "docs-examples": (
        "iotcheck docs --output 政策.md\niotcheck docs 我的.yaml --format html --output 政策.html",
        "iotcheck docs --output policies.md\niotcheck docs mine.yaml --format html --output policies.html",
    ),
    "docs--format": (
        "markdown（图用 Mermaid）或 html（单个网页）",
        "markdown (diagrams in Mermaid) or html (one page)",
    ),
    "test-examples": (
        "iotcheck test\niotcheck test --coverage\niotcheck test --policies 我的.yaml 用例.csv --fail-under 100",
        "iotcheck test\niotcheck test --coverage\niotcheck test --policies mine.yaml cases.csv --fail-under 100",
    ),
    "new": (
        "写出一份带注释的小政策文件和用例，照着改",
        "Write a small commented policy file with cases, to start from",
    ),
    "new-examples": ("iotcheck new 我的政策", "iotcheck new my-policies"),
    "FOLDER": ("写到哪个文件夹；没有就新建", "the folder to write to; it is made if need be"),
    "lint": (
        "检查政策文件：互相矛盾的条件、用不到的内容、可疑的文字",
        "Check a policy file for contradictions, things that nothing uses, and doubtful texts",
    ),
    "lint-examples": (
        "iotcheck lint\niotcheck lint 政策.yaml --strict\niotcheck lint 政策.yaml --sources 原文",
        "iotcheck lint\niotcheck lint policies.yaml --strict\niotcheck lint policies.yaml --sources texts",
    ),
    "fresh": (
        "找出政策文件中该再核对的内容：已结束、快结束、很久没看过",
        "Find what to look at again in a policy file: ended, ending, not reviewed for long",
    ),
    "fresh-examples": (
        "iotcheck fresh\niotcheck fresh 政策.yaml --ending 30 --reviewed 180 --confidence official",
        "iotcheck fresh\niotcheck fresh policies.yaml --ending 30 --reviewed 180 --confidence official",
    ),
    "fresh--as-of": ("以哪一天为准；默认是今天", "the day to judge by; by default today"),
    "--ending": ("多少天之内算快结束（默认 90）", "an end within so many days is soon (90 by default)"),
    "--reviewed": ("核对后多少天内有效（默认 365）", "a review lasts so many days (365 by default)"),
    "--confidence": (
        "至少要有的可信程度：official、corroborated 或 reported",
        "how sure it should be at least: official, corroborated or reported",
    ),
    "schema": (
        "输出 JSON Schema：政策文件、答案或评估结果",
        "Print a JSON Schema: of policy files, of answers, or of results",
    ),
    "schema-examples": (
        "iotcheck schema policies --output policies.schema.json\niotcheck schema answers --policies 政策.yaml",
        "iotcheck schema policies --output policies.schema.json\niotcheck schema answers --policies policies.yaml",
    ),
    # arguments
    "TABLE": (
        "CSV、JSON lines（.jsonl）、.xlsx 或 .parquet 表格；- 为标准输入的 CSV",
        "a table: CSV, JSON lines (.jsonl), .xlsx or .parquet; - reads CSV from standard input",
    ),
    "CASES": (
        "政策文件，或用例文件（YAML 或 CSV）；默认是政策文件旁的 cases.yaml 和 cases.csv",
        "a policy file, or files of cases (YAML or CSV); by default cases.yaml and cases.csv beside the policy file",
    ),
    "FILE": ("政策文件；不写则为自带的文件", "policy files; without any, the one that ships"),
    "SCHEMA": (
        "policies、piece（政策文件的分文件）、answers、assessment 或 whatif",
        "policies, piece (of a policy file in several), answers, assessment or whatif",
    ),
    "ID": ("项目的标识或名称，见 iotcheck programs", "the program's id or title, as iotcheck programs lists it"),
    # options
    "--lang": ("界面语言：zh 中文，en 英文", "language: zh Chinese, en English"),
    "--debug": ("程序出错时显示细节", "show the details if the program itself fails"),
    "--help": ("显示帮助", "show this help"),
    "--version": ("显示版本", "show the version"),
    "--answers": (
        "答案文件（YAML 或 JSON，也可用以前的 JSON 结果）；- 为标准输入",
        "answers (YAML or JSON, or an earlier JSON result); - reads standard input",
    ),
    "--set": (
        "直接给出一个答案，可重复；事实写 id 或名称，值为 ? 表示不知道",
        "give one answer, of a fact by its id or label; may be repeated; ? means don't know",
    ),
    "whatif--set": (
        "改变一个答案，与原来的比较；指定了项目时，再说明它还差什么；可重复",
        "change an answer and compare with what was, and with an ID say what would have to change yet; may be repeated",
    ),
    "--vary": (
        "列出结果随这一项变化的每个转折点，其他答案不变",
        "list every value of one fact at which a result changes, the other answers as they are",
    ),
    "row--table": (
        "申请人在这张表里（格式同 iotcheck screen），哪一行见 --row",
        "the applicant is a row of this table (as for iotcheck screen), which --row names",
    ),
    "--row": (
        "申请人的编号：--id 所指的列，默认为第一个不是事实的列",
        "the applicant's id, in the column that --id names; by default the first that holds no fact",
    ),
    "row--id": ("表中编号所在的列", "the column of the table with the applicants' ids"),
    "--json": ("输出 JSON", "print JSON"),
    "--format": ("输出格式", "format of the result"),
    "--output": (
        "结果写入文件；没有另外指定格式时，格式看文件名后缀",
        "write the result to a file, in the format that its name says unless an option says it",
    ),
    "--force": ("覆盖已有文件", "overwrite an existing file"),
    "--as-of": (
        "按哪一天的规定评估；默认是政策文件自己的日期",
        "the day whose terms apply; by default the policy file's own",
    ),
    "--policies": ("使用另一份政策文件", "use another policy file"),
    "--only": ("只看这些项目（标识或名称）", "look at these programs only, by id or title"),
    "--all": ("列出全部项目，包括不符合的", "list every program, those you are not eligible for too"),
    "--notes": ("完整显示待核实条件、后续变化和说明", "show conditions to confirm and notes in full"),
    "--explain": ("逐条说明每个项目的理由", "give the reasons, condition by condition"),
    "--save": ("把答案存入文件，可用 --answers 接着回答", "save the answers; --answers takes them up again"),
    "--name": ("申请人名称，写在结果上", "the applicant's name, shown on the result"),
    "--ask": ("重新问这个问题，可重复", "ask this question again; may be repeated"),
    "--plain": ("不用表格，逐行输出“名称：值”", "no tables: lines of label and value"),
    "--no-input": ("不提问，只按已有答案评估", "ask nothing; assess what is known"),
    "--interactive": ("一定要提问；没有终端则报错", "ask in any case; without a terminal that is an error"),
    "--exit-code": (
        "没有可申请的项目时，退出码为 10；还有未能判断的项目时为 11",
        "exit with 10 if nothing is applicable, 11 if nothing is yet but something is undetermined",
    ),
    "--layout": (
        "结果的形式：matches 每个单位和项目一行，wide 每个单位一行，summary 每个项目一行",
        "matches: a row for each applicant and program; wide: a row for each applicant; summary: a row for each program",
    ),
    "--id": ("单位编号所在的列，结果中放在最前", "the column with the applicants' ids; it comes first in the results"),
    "--map": (
        "指明某列是哪个事实（id 或名称），可重复",
        "say which fact a column holds, by its id or label; may be repeated",
    ),
    "--unit": (
        "指明某列数字的单位，如 营业收入=万元，可重复；以此为准",
        "the unit of a column's numbers, such as Revenue=万元; may be repeated; settles what the table leaves unclear",
    ),
    "--sheet": (
        "读工作簿的哪个工作表（名称或序号）；默认自动找到含有信息项的那个",
        "the sheet of a workbook to read, by name or number; by default the one whose header names questions",
    ),
    "--value": (
        '某种内容改读作什么，如 "企业规模: 有限公司=企业"；不写列则各列都算；可重复',
        'what a text in cells means, such as "Size: Ltd=Enterprise"; without a column, in all of them; may be repeated',
    ),
    "--values": (
        "从文件读入 --value 所说的对应：CSV、xlsx 或 YAML，含 column、from、to 三列",
        "the same from a file: CSV, xlsx or YAML with column, from and to",
    ),
    "--bad-cells": (
        "有读不懂的单元格时：reject 剔除该行（默认），open 该格按“不知道”处理",
        "what a cell that cannot be read does: reject its row (the default), or open: the cell is taken as not known",
    ),
    "--rejects": (
        "读不懂的行及原因写入这个 CSV 文件；默认是结果文件名加 .rejects.csv",
        "write rows that cannot be read, with reasons, to this CSV file; by default the output's name with .rejects.csv",
    ),
    "--encoding": (
        "CSV 的编码；默认自动识别 UTF-8 和 GB18030",
        "encoding of the CSV; UTF-8 and GB18030 are recognised",
    ),
    "--jobs": ("用几个进程同时处理", "how many processes to use"),
    "--words": (
        "结果用文字写给人看：列名、结论都用界面语言，并列出部门、状态、依据（CSV 和 xlsx）",
        "results in words, for people: columns and verdicts in the interface's language, with agency, status and source (CSV and xlsx)",
    ),
    "--keep-going": ("有读不懂的行时退出码仍为 0", "exit with 0 even if some rows cannot be read"),
    "--check": (
        "只检查表格，不筛查：各列当作什么，哪些行读不懂",
        "only check the table: what each column is taken for, and which rows cannot be read",
    ),
    "screen--format": (
        "html：把 summary 写成带条形图的网页",
        "html: the summary as a page with a picture of the money",
    ),
    "--coverage": (
        "说明用例覆盖了哪些条件、界限、版本，给出最省力的缺失用例",
        "say which conditions, thresholds and editions the cases show, and the cheapest missing case",
    ),
    "--suggest": ("给出几个缺失用例，默认 1 个", "how many missing cases to write out; 1 by default"),
    "--fail-under": (
        "覆盖率低于这个百分数时，退出码为 3",
        "exit with 3 if less than this share, in per cent, is shown",
    ),
    "--cases": (
        "用例文件；默认为政策文件旁的 cases.yaml",
        "file of cases; by default cases.yaml beside the policy file",
    ),
    "--sources": (
        "存放来源文本的文件夹：以来源标识命名的 .txt 文件",
        "folder with the texts of the sources, each named by its id: ID.txt",
    ),
    "--ignore": ("不报告这类问题，可重复", "pass over this code; may be repeated"),
    "--strict": ("有警告时退出码也为 3", "exit with 3 for warnings too"),
    "--template": ("写出空白答案：yaml、csv 或 xlsx", "write an empty answers file or table: yaml, csv or xlsx"),
}
