"""Help pages: the program, its commands, their options and arguments, examples."""

SENTENCES: dict[str, tuple[str, str]] = {
    # frame
    "usage": ("用法：{usage}", "Usage: {usage}"),
    "program-usage": ("iotcheck 命令 [选项]", "iotcheck COMMAND [OPTIONS]"),
    "options-word": ("[选项]", "[OPTIONS]"),
    "commands": ("命令：", "Commands:"),
    "arguments": ("参数：", "Arguments:"),
    "options": ("选项：", "Options:"),
    "main-options": ("常用选项：", "Main options:"),
    "options-for-answers": ("答案：", "Answers:"),
    "options-to-show": ("评估内容：", "What to assess:"),
    "options-to-write": ("输出：", "Output:"),
    "other-options": ("其他选项：", "Other options:"),
    "examples": ("示例：", "Examples:"),
    "epilogue": (
        "查看某个命令的选项和例子：iotcheck 命令 --help。结果超过一屏时用 IOTCHECK_PAGER、PAGER 或 less 分页显示（PAGER=cat 不分页），宽度由 COLUMNS 指定。程序只在本机运行，不联网上传，未经您要求不保存。结果不是官方决定。",
        "For the options and examples of a command, run: iotcheck COMMAND --help. Results longer than the screen open in IOTCHECK_PAGER, PAGER or less (PAGER=cat turns paging off); COLUMNS sets the width. Everything runs on this computer. Nothing is sent anywhere or saved unless you ask. Results are not official decisions.",
    ),
    # the program and its commands; the first line stands in the list
    "iotcheck": (
        "查询单位可以申请哪些扶持项目、最高多少金额、理由是什么、还缺哪些信息。自带深圳市物联网扶持政策（2019年复函），也可使用其他政策文件。",
        "Find out which funding programs an organisation can apply for, how much each pays at most, why, and what information is still missing. Ships with Shenzhen's support for the Internet of Things (an official letter of 2019) and works with any other policy file.",
    ),
    "assess": (
        "评估一家单位：可以申请什么、最高多少、还缺什么",
        "Assess one applicant: which programs, how much at most, what is missing",
    ),
    "assess-examples": (
        "iotcheck assess\niotcheck assess --answers 答案.yaml --json\niotcheck assess --table 企业.csv --row 甲公司 --explain\n"
        "iotcheck assess --set legal_form=企业 --set registered_in_shenzhen=是 --no-input",
        "iotcheck assess\niotcheck assess --answers answers.yaml --json\n"
        "iotcheck assess --table companies.csv --row Anna --explain\n"
        "iotcheck assess --set legal_form=enterprise --set registered_in_shenzhen=yes --no-input",
    ),
    "calendar": ("把申报时间导出为日历文件（.ics）", "Export application deadlines to a calendar file (.ics)"),
    "calendar-examples": (
        "iotcheck calendar --output 申报.ics\niotcheck calendar --answers 答案.yaml --as-of today --output 申报.ics",
        "iotcheck calendar --output deadlines.ics\niotcheck calendar --answers answers.yaml --as-of today --output deadlines.ics",
    ),
    "whatif": (
        "怎样才能符合：至少要改变什么、差多少、有何连带影响",
        "Show the smallest change that would make an applicant eligible, and its side effects",
    ),
    "whatif-examples": (
        "iotcheck whatif exhibition-support --answers 答案.yaml\niotcheck whatif --answers 答案.yaml\n"
        "iotcheck whatif --answers 答案.yaml --set registered_in_shenzhen=是\n"
        "iotcheck whatif --answers 答案.yaml --vary led_national_standards",
        "iotcheck whatif exhibition-support --answers answers.yaml\niotcheck whatif --answers answers.yaml\n"
        "iotcheck whatif --answers answers.yaml --set registered_in_shenzhen=yes\n"
        "iotcheck whatif --answers answers.yaml --vary led_national_standards",
    ),
    "programs": ("列出全部项目及其状态和最高金额", "List all programs with status and maximum"),
    "programs-examples": (
        "iotcheck programs\niotcheck programs --as-of today --json",
        "iotcheck programs\niotcheck programs --as-of today --json",
    ),
    "show": ("查看一个项目：条件、最高金额、来源、沿革", "Show one program: conditions, maximum, sources, history"),
    "show-examples": ("iotcheck show standard-international", "iotcheck show standard-international"),
    "next": (
        "输出下一个问题（JSON），供表单、聊天程序等自行提问",
        "Print the next question as JSON, for forms, chats and other programs that ask themselves",
    ),
    "next-examples": (
        "iotcheck next\niotcheck next --answers 答案.json\niotcheck next --set legal_form=enterprise --as-of today",
        "iotcheck next\niotcheck next --answers answers.json\niotcheck next --set legal_form=enterprise --as-of today",
    ),
    "next--json": ("可省略：结果总是 JSON", "has no effect: the result is always JSON"),
    "serve": (
        "从标准输入读取 JSON-RPC 2.0 请求（每行一个），逐行输出结果",
        "Answer JSON-RPC 2.0 requests: one per line on standard input, one response per line on standard output",
    ),
    "serve-examples": (
        "iotcheck serve < 请求.jsonl\niotcheck serve --policies policies.yaml --as-of today",
        "iotcheck serve < requests.jsonl\niotcheck serve --policies policies.yaml --as-of today",
    ),
    "questions": (
        "列出可能问到的问题，或生成空白的答案文件、表格",
        "List the questions, or create an empty answers file or table",
    ),
    "questions-examples": (
        "iotcheck questions\niotcheck questions --template yaml --output 答案.yaml\n"
        "iotcheck questions --template xlsx --output 企业.xlsx",
        "iotcheck questions\niotcheck questions --template yaml --output answers.yaml\n"
        "iotcheck questions --template xlsx --output companies.xlsx",
    ),
    "screen": (
        "批量筛查：逐行评估表格中的单位",
        "Screen many applicants from a table",
    ),
    "screen-examples": (
        "iotcheck questions --template xlsx --output 企业.xlsx\niotcheck screen 企业.csv --check\niotcheck screen 企业.xlsx --words --output 结果.xlsx\niotcheck screen 企业.xlsx --id 统一社会信用代码 --layout wide --output 结果.xlsx\n"
        "iotcheck screen 企业.csv --layout summary",
        "iotcheck questions --template xlsx --output companies.xlsx\niotcheck screen companies.csv --check\niotcheck screen companies.xlsx --words --output results.xlsx\n"
        "iotcheck screen companies.xlsx --id code --layout wide --output results.xlsx\n"
        "iotcheck screen companies.csv --layout summary",
    ),
    "test": (
        "运行政策文件的用例，并指出用例尚未覆盖的规定",
        "Run a policy file's test cases and show what they don't cover",
    ),
    "diff": (
        "比较两份政策文件：改了什么，哪些单位受益或受损",
        "Compare two policy files: what changed, and who gains or loses",
    ),
    "diff-examples": (
        "iotcheck diff 旧.yaml 新.yaml --answers 答案.yaml\niotcheck diff 旧.yaml 新.yaml --table 企业.csv --json\niotcheck diff 政策.yaml --as-of 2025-12-31 --as-of today",
        "iotcheck diff old.yaml new.yaml --answers answers.yaml\niotcheck diff old.yaml new.yaml --table companies.csv --json\n"
        "iotcheck diff policies.yaml --as-of 2025-12-31 --as-of today",
    ),
    "OLD": ("旧政策文件", "old policy file"),
    "NEW": ("新政策文件；比较同一文件的两天时不写", "new policy file; leave it out to compare two dates of one file"),
    "diff--as-of": (
        "按哪一天比较（默认：各文件自己的日期）；给两次，比较两天",
        "compare as of this date (default: each file's own); give it twice to compare two dates",
    ),
    "--table": (
        "对这张表的各行作比较（格式同 iotcheck screen）",
        "compare results for each row of this table (as for iotcheck screen)",
    ),
    "docs": (
        "把政策文件写成说明文档：条件、金额、来源、判断图、问题索引",
        "Write documentation for a policy file: conditions, maximums, sources, decision trees, question index",
    ),
    "docs-examples": (
        "iotcheck docs --output 政策.md\niotcheck docs 我的.yaml --format html --output 政策.html",
        "iotcheck docs --output policies.md\niotcheck docs mine.yaml --format html --output policies.html",
    ),
    "docs--format": (
        "markdown（图用 Mermaid）或 html（单个网页）",
        "markdown (with Mermaid diagrams) or html (a single page)",
    ),
    "test-examples": (
        "iotcheck test\niotcheck test --coverage\niotcheck test --policies 我的.yaml 用例.csv --fail-under 100",
        "iotcheck test\niotcheck test --coverage\niotcheck test --policies mine.yaml cases.csv --fail-under 100",
    ),
    "new": (
        "生成一份带注释的入门政策文件和用例",
        "Create a starter policy file with test cases",
    ),
    "new-examples": ("iotcheck new 我的政策", "iotcheck new my-policies"),
    "FOLDER": ("写入的文件夹（没有则新建）", "folder to write to (created if needed)"),
    "lint": (
        "检查政策文件：自相矛盾的条件、未使用的内容、可疑的文字",
        "Check a policy file for contradictions, unused entries and suspicious text",
    ),
    "lint-examples": (
        "iotcheck lint\niotcheck lint 政策.yaml --strict\niotcheck lint 政策.yaml --sources 原文",
        "iotcheck lint\niotcheck lint policies.yaml --strict\niotcheck lint policies.yaml --sources texts",
    ),
    "fresh": (
        "列出政策文件中需要重新核对的内容：已结束、即将结束、久未核对",
        "List what needs reviewing in a policy file: expired, ending soon, not reviewed recently",
    ),
    "fresh-examples": (
        "iotcheck fresh\niotcheck fresh 政策.yaml --ending 30 --reviewed 180 --confidence official",
        "iotcheck fresh\niotcheck fresh policies.yaml --ending 30 --reviewed 180 --confidence official",
    ),
    "fresh--as-of": ("以哪一天为准（默认：今天）", "check as of this date (default: today)"),
    "--ending": ("多少天之内结束算“即将结束”（默认 90）", "warn if something ends within this many days (default: 90)"),
    "--reviewed": ("核对的有效期，以天计（默认 365）", "how long a review is valid, in days (default: 365)"),
    "--confidence": (
        "最低可信程度：official（官方）、corroborated（多方印证）或 reported（仅见一处）",
        "minimum confidence: official, corroborated or reported",
    ),
    "schema": (
        "输出政策文件、答案或结果的 JSON Schema",
        "Print the JSON Schema for policy files, answers or results",
    ),
    "schema-examples": (
        "iotcheck schema policies --output policies.schema.json\niotcheck schema answers --policies 政策.yaml",
        "iotcheck schema policies --output policies.schema.json\niotcheck schema answers --policies policies.yaml",
    ),
    # arguments
    "TABLE": (
        "CSV、JSON lines（.jsonl）、.xlsx 或 .parquet 表格；- 从标准输入读取 CSV",
        "table of applicants: CSV, JSON lines (.jsonl), .xlsx or .parquet; - reads CSV from standard input",
    ),
    "CASES": (
        "政策文件或用例文件，用例为 YAML 或 CSV（默认：政策文件旁的 cases.yaml 和 cases.csv）",
        "policy file, or case files in YAML or CSV (default: cases.yaml and cases.csv next to the policy file)",
    ),
    "FILE": ("政策文件（默认：自带的文件）", "policy files (default: the one that ships with iotcheck)"),
    "SCHEMA": (
        "policies、piece（政策文件的分文件）、answers、assessment 或 whatif",
        "policies, piece (an included part of a policy file), answers, assessment or whatif",
    ),
    "ID": ("项目的标识或名称，见 iotcheck programs", "program id or title, as listed by iotcheck programs"),
    # options
    "--lang": ("界面语言：zh 中文，en 英文", "interface language: zh (Chinese) or en (English)"),
    "--debug": ("程序内部出错时显示技术细节", "show technical details on internal errors"),
    "--help": ("显示帮助", "show this help"),
    "--version": ("显示版本", "show the version"),
    "--answers": (
        "答案文件：YAML、JSON 或以前的 JSON 结果；- 从标准输入读取",
        "answers (YAML, JSON or an earlier JSON result); - reads standard input",
    ),
    "--set": (
        "直接给出一个答案：FACT 为信息项的标识或名称，? 表示不知道；可重复",
        "answer one question: FACT is its id or label, ? means don't know; repeatable",
    ),
    "whatif--set": (
        "改变一个答案，与原结果比较；指定项目时还说明它仍差什么；可重复",
        "change one answer and compare with the original result; with an ID, also show what it still lacks; repeatable",
    ),
    "--vary": (
        "其他答案不变，列出结果随这一信息项变化的每个转折点",
        "list every value of this question at which a result changes, all other answers unchanged",
    ),
    "row--table": (
        "从这张表中取申报单位（格式同 iotcheck screen），哪一行由 --row 指定",
        "take the applicant from a row of this table (see --row and iotcheck screen)",
    ),
    "--row": (
        "申报单位在 --id 列中的编号（默认：第一个不是信息项的列）",
        "the applicant's id, in the column set by --id (default: the first column that is not a question)",
    ),
    "row--id": ("表中编号所在的列", "column with the applicants' ids"),
    "--json": ("输出 JSON", "print JSON"),
    "--format": ("输出格式", "output format"),
    "--output": (
        "把结果写入文件；未指定格式时由文件名后缀决定",
        "write the result to a file; its extension sets the format unless an option does",
    ),
    "--force": ("覆盖已有文件", "overwrite an existing file"),
    "--as-of": (
        "按哪一天评估（默认：政策文件自己的日期）",
        "assess as of this date (default: the policy file's date)",
    ),
    "--policies": ("使用另一份政策文件", "use another policy file"),
    "--only": ("只评估这些项目（标识或名称）", "consider only these programs (ids or titles)"),
    "--all": ("同时列出不符合的项目和背景资料", "also list programs that are not eligible or are background only"),
    "--notes": ("完整显示待核实条件、后续变化和说明", "show conditions to confirm and notes in full"),
    "--explain": ("逐条说明每个项目的理由", "explain each program condition by condition"),
    "--save": ("把答案存入文件，以后用 --answers 继续", "save the answers to a file; continue later with --answers"),
    "--name": ("在结果上写明申报单位名称", "show this applicant name on the result"),
    "--ask": ("重新提问这个问题，可重复", "ask this question again; repeatable"),
    "--plain": ("不用表格，逐行输出“名称：值”", "plain label/value lines instead of tables"),
    "--no-input": ("不提问，只按已有答案评估", "never ask; assess with the answers given"),
    "--interactive": ("一定提问；没有终端时报错", "always ask; fails without a terminal"),
    "--exit-code": (
        "没有可申请的项目时退出码为 10；尚有信息不足的项目时为 11",
        "exit 10 if no program is available, 11 if some are still undetermined",
    ),
    "--layout": (
        "结果的形式：matches 每家单位的每个项目一行，wide 每家单位一行，summary 每个项目一行",
        "matches: one row per applicant and program; wide: one row per applicant; summary: one row per program",
    ),
    "--id": ("申报单位编号所在的列，在结果中排在最前", "column with the applicants' ids; comes first in the results"),
    "--map": (
        "指明某列是哪个信息项（标识或名称），可重复",
        "treat a column as this question (id or label); repeatable",
    ),
    "--unit": (
        "指明某列数字的单位，如 营业收入=万元；以此为准，可重复",
        "unit of a column's numbers, such as Revenue=万元; overrides the table; repeatable",
    ),
    "--sheet": (
        "读取哪个工作表，写名称或序号（默认：表头含有信息项的那个）",
        "worksheet to read, by name or number (default: the one whose header names questions)",
    ),
    "--value": (
        '把某种内容当作某个值，如 "企业规模: 有限公司=企业"；不写列名则适用于各列；可重复',
        'read a cell text as this value, such as "Size: Ltd=Enterprise"; without a column, in all columns; repeatable',
    ),
    "--values": (
        "从文件读取 --value 的对应关系：CSV、xlsx 或 YAML，含 column、from、to 三列",
        "read such replacements from a file: CSV, xlsx or YAML with column, from and to",
    ),
    "--bad-cells": (
        "单元格无法识别时：reject 该行不筛查（默认），open 该格按“不知道”处理",
        "if a cell cannot be read: reject skips its row (default), open treats the cell as unknown",
    ),
    "--rejects": (
        "把未筛查的行及原因写入这个 CSV 文件（默认：结果文件名加 .rejects.csv）",
        "write rejected rows, with reasons, to this CSV file (default: the output name with .rejects.csv)",
    ),
    "--encoding": (
        "CSV 的编码（默认：自动识别 UTF-8 和 GB18030）",
        "CSV encoding (default: detects UTF-8 and GB18030)",
    ),
    "--jobs": ("同时使用几个进程", "number of parallel processes"),
    "--words": (
        "结果供人阅读：列名、结论使用界面语言，并列出部门、状态、依据（CSV 和 xlsx）",
        "write results for readers: headings and verdicts in words, with agency, status and source (CSV and xlsx)",
    ),
    "--keep-going": ("有未筛查的行时，退出码仍为 0", "exit 0 even if some rows are rejected"),
    "--check": (
        "只检查表格，不筛查：各列怎样识别，哪些行不能筛查",
        "only check the table: how columns are read, which rows would be rejected",
    ),
    "screen--format": (
        "html：把 summary 写成带条形图的网页",
        "html: the summary as a page with a chart",
    ),
    "--coverage": (
        "说明用例覆盖了哪些条件、界限、版本，并写出最有用的缺失用例",
        "report which conditions, thresholds and editions the cases cover, and draft the most useful missing case",
    ),
    "--suggest": ("写出几个缺失的用例（默认 1 个）", "number of missing cases to draft (default: 1)"),
    "--fail-under": (
        "覆盖率低于这个百分数时，退出码为 3",
        "exit 3 if coverage is below PERCENT",
    ),
    "--cases": (
        "用例文件（默认：政策文件旁的 cases.yaml）",
        "case file (default: cases.yaml next to the policy file)",
    ),
    "--sources": (
        "存放来源文本的文件夹，文件名为 来源标识.txt",
        "folder with the source texts, named ID.txt",
    ),
    "--ignore": ("不报告这个代码的问题，可重复", "ignore this code; repeatable"),
    "--strict": ("有警告时，退出码也为 3", "exit 3 on warnings too"),
    "--template": ("生成空白答案：yaml、csv 或 xlsx", "create an empty answers file or table: yaml, csv or xlsx"),
}
