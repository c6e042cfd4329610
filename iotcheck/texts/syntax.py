"""The sentence of every problem of reading YAML, in the words of a person who wrote it."""

SENTENCES: dict[str, tuple[str, str]] = {
    "yaml-syntax": (
        "YAML 从这里起无法读懂；含特殊符号的文字请加引号",
        "this cannot be read as YAML from here on; quote a text with special characters",
    ),
    "full-width-colon": (
        "这里是全角冒号“：”；YAML 的键之后要用半角冒号加空格“: ”",
        "this is a full-width colon '：'; after a key YAML takes a plain colon and a space, ': '",
    ),
    "colon-in-text": (
        '文字里有冒号加空格；请用半角引号 "…" 把整段文字括起来',
        "there is a colon and a space within a text: put the whole text in quotes",
    ),
    "missing-colon": (
        "这一行既不是“键: 值”，也不是“- 项”；冒号或短横之后要有空格",
        "this line is neither 'key: value' nor '- item'; a space must follow the colon or the dash",
    ),
    "yaml-indent": (
        "这一行的缩进与前后不一致；同级的键要对齐",
        "this line is not indented as those around it: keys of one level stand under one another",
    ),
    "list-on-next-line": (
        "列表要从下一行开始；如果是以短横开头的文字，请加引号",
        "a list begins on the next line; quote a text that begins with a dash",
    ),
    "yaml-brackets": (
        "括号里此处缺少半角逗号，或多了一个；含逗号、冒号的文字要加引号",
        "within the brackets a comma is missing here, or one too many; quote a text with a comma or a colon",
    ),
    "bracket-not-closed": ("这里的“{bracket}”没有对应的右括号", "this '{bracket}' is never closed"),
    "bracket-not-open": ("这个“{bracket}”没有对应的左括号", "this '{bracket}' closes nothing"),
    "quote-not-closed": ("这里开始的引号没有结束", "the quote that begins here is never closed"),
    "text-after-quote": (
        "引号结束之后还有文字；请把整段文字放进引号",
        "there is text after the closing quote: put all of it within the quotes",
    ),
    "quote-first-character": (
        "以“{character}”开头的文字要加引号，否则 YAML 另有理解",
        "quote a text that begins with '{character}': it means something else to YAML",
    ),
    "bad-escape": (
        "双引号里反斜杠的写法不对；照原样写反斜杠请用单引号",
        "this is no escape that YAML knows; in single quotes a backslash is just a backslash",
    ),
    "comma-in-number": (
        "方括号里的逗号把“{text}”拆成了几项；请去掉千分位逗号，或在各项之间加空格",
        "within brackets its commas split '{text}' into several items: leave them out, or put a space between items",
    ),
    "tab": (
        "这里有制表符（共 {lines} 行有）；请换成空格",
        "there is a tab here (lines with tabs: {lines}); use spaces instead",
    ),
    "invisible-character": (
        "这里有不可见字符 {character}；请删除",
        "there is an invisible character {character} here; delete it",
    ),
    "quote-text": (
        "这段文字含问号，请加引号：各种 YAML 解析器对它的理解不一致",
        "quote this text: it has a question mark, and YAML parsers disagree about it",
    ),
    "empty-value": (
        "键“{key}”没有值；含逗号的文字要加引号",
        "the key '{key}' has no value; quote a text with a comma",
    ),
    "duplicate-key": (
        "键“{key}”重复，第 {first} 行已有",
        "the key '{key}' is there twice; line {first} has it already",
    ),
    "null-key": ("键是空的", "the key is empty"),
    "no-merge-keys": ("不支持合并键（<<），请把内容写全", "merge keys (<<) are not allowed: write it out"),
    "key-not-text": ("键必须是文字", "a key must be text"),
    "no-anchors": (
        "不支持锚点（&）和引用（*），请把内容写全",
        "anchors (&) and aliases (*) are not allowed: write it out",
    ),
    "no-tags": (
        "不支持类型标记“{tag}”；以“!”开头的文字要加引号",
        "tags are not allowed: '{tag}'; quote a text that begins with '!'",
    ),
    "no-directives": ("不支持 YAML 指令（%）", "YAML directives (%) are not allowed"),
    "one-document": ("一个文件只能有一份文档（---）", "one file holds one document (---)"),
    "too-deep": ("嵌套超过 {limit} 层", "this is nested deeper than {limit} levels"),
    "too-many-nodes": ("内容超过 {limit} 个节点", "there are more than {limit} nodes"),
}
