"""Edits each condition of the rules, every way in one copy, so that one build serves for all edits.

Conditions are found in the syntax tree; each is wrapped in a call that does what the source says unless its number is
the one in force (Mutants.swift). The edits: a condition the other way round, a condition dropped, `&&` for `||` and the
reverse, and `<` for `<=`, `>` for `>=` and the reverse.
"""

import re
from dataclasses import dataclass, field

import tree_sitter_swift
from tree_sitter import Language, Parser

RULE = re.compile(r'\bRule\(\s*"([A-Z]{3}\d{3})"')
PARSER = Parser(Language(tree_sitter_swift.language()))
# The grammar groups operators otherwise than Swift does, so that sequences are taken apart here.
BINARY = {
    "conjunction_expression", "disjunction_expression", "equality_expression", "comparison_expression",
    "infix_expression", "nil_coalescing_expression", "additive_expression", "multiplicative_expression",
    "range_expression", "ternary_expression",
}
BOUNDS = {"<": ("less", "<="), "<=": ("atMost", "<"), ">": ("more", ">="), ">=": ("atLeast", ">")}
COMPARISONS = set(BOUNDS) | {"==", "!=", "===", "!=="}
# What each callee's closure decides, and what a dropped condition means there.
PREDICATES = {"filter": True, "allSatisfy": True, "contains": False, "first": True, "firstIndex": True, "last": True,
              "prefix": True, "drop": False, "removeAll": False, "count": True}
ORDERINGS = {"sorted", "sort", "min", "max"}


@dataclass
class Mutant:
    file: str
    line: int
    what: str
    number: int
    rule: str  # the code of the rule it stands in; empty in what several rules share


@dataclass
class Source:
    """One file, and what is to be written into it. Insertions at one place: outer ones open first and close last."""

    file: str
    code: bytes
    skipped: set
    mutants: list = field(default_factory=list)
    opening: dict = field(default_factory=dict)
    closing: dict = field(default_factory=dict)
    replaced: dict = field(default_factory=dict)

    def text(self, start, end):
        return " ".join(self.code[start:end].decode().split())

    def line(self, start):
        return self.code.count(b"\n", 0, start) + 1

    def wanted(self, start):
        return (self.file, self.line(start)) not in self.skipped

    def mutant(self, start, what, numbers):
        """The number of a new edit."""
        line = self.line(start)
        self.mutants.append(Mutant(self.file, line, what, next(numbers), self.rule(start)))
        return self.mutants[-1].number

    def rule(self, place):
        """The code of the rule whose declaration a place is in: members of an extension are indented by four."""
        begun = self.code.rfind(b"\n    static let ", 0, place)
        ended = self.code.rfind(b"\n    }\n", 0, place)
        found = RULE.search(self.code[begun:place].decode()) if begun > ended else None
        return found[1] if found else ""

    def wrap(self, start, end, head, tail=")"):
        self.opening.setdefault(start, []).append(head)
        self.closing.setdefault(end, []).insert(0, tail)

    def written(self):
        places = sorted(set(self.opening) | set(self.closing) | {a for a, _ in self.replaced})
        ends = dict(self.replaced.keys())
        out, at = [], 0
        for place in places:
            out.append(self.code[at:place])
            at = place
            out += [tail.encode() for tail in self.closing.get(place, [])]
            out += [head.encode() for head in self.opening.get(place, [])]
            if place in ends:
                out.append(self.replaced[(place, ends[place])].encode())
                at = ends[place]
        return b"".join(out) + self.code[at:]


class Editor:
    def __init__(self, source, numbers):
        self.source = source
        self.numbers = numbers

    def run(self):
        self.visit(PARSER.parse(self.source.code).root_node)
        return self.source

    # Looking for conditions, from the outside in.

    def visit(self, node):
        kind = node.type
        if kind in BINARY:
            self.sequence(node)
            return
        if kind in ("guard_statement", "if_statement"):
            self.conditions(node, dropped=kind == "guard_statement")
            return
        if kind == "where_clause" and node.parent.type == "for_statement":
            self.condition(node.children[-1], True)
            return
        if kind == "call_expression":
            name = self.callee(node)
            if name in ORDERINGS:
                self.visit(node.children[0])
                return
            if name in PREDICATES and self.predicate(node, PREDICATES[name]):
                return
        for child in node.children:
            self.visit(child)

    def conditions(self, node, dropped):
        """The conditions of a guard or an if, apart from those that bind a name."""
        element = []
        for child in node.children[1:]:
            if child.type in (",", "else", "{"):
                if len(element) == 1:
                    self.condition(element[0], dropped)
                else:
                    for part in element:
                        self.visit(part)
                element = []
                if child.type != ",":
                    break
            elif child.type not in ("comment", "multiline_comment"):
                element.append(child)
        begun = False
        for child in node.children[1:]:
            begun = begun or child.type in ("else", "{")
            if begun:
                self.visit(child)

    def callee(self, node):
        head = node.children[0]
        if head.type != "navigation_expression":
            return None
        return self.source.code[head.children[-1].start_byte:head.end_byte].decode().lstrip(".").strip()

    def predicate(self, node, dropped):
        """A call such as `filter { … }` or `contains(where: \\.isOpen)`; false when it is none of these."""
        suffix = node.children[-1]
        closures = [child for child in suffix.children if child.type == "lambda_literal"]
        arguments = [child for child in suffix.children if child.type == "value_arguments"]
        values = [child for one in arguments for child in one.children if child.type == "value_argument"]
        if closures and not values:
            body = [child for child in closures[0].children if child.type == "statements"]
            if len(body) != 1 or len(body[0].named_children) != 1:
                return False
            expression = body[0].named_children[0]
            if expression.type in ("control_transfer_statement", "guard_statement", "property_declaration"):
                return False
            self.visit(node.children[0])
            self.condition(expression, dropped)
            return True
        if len(values) == 1 and not closures:
            value = values[0].named_children[-1]
            text = self.source.text(value.start_byte, value.end_byte)
            if not text.startswith("\\."):
                return False
            self.visit(node.children[0])
            if not self.source.wanted(value.start_byte):
                return True
            negate, drop = self.leaf(value.start_byte, text, dropped)
            self.source.wrap(
                value.start_byte, value.end_byte,
                f"{{ Mutants.leaf({negate}, {drop}, {str(dropped).lower()}, $0[keyPath: ", "]) }")
            return True
        return False

    # One condition, operators taken apart by Swift's order.

    def condition(self, node, dropped):
        if node.type in BINARY:
            self.sequence(node, dropped)
        elif node.type in ("if_statement", "switch_statement"):
            self.visit(node)
        else:
            self.whole([node], dropped)
            self.visit(node)

    def sequence(self, node, dropped=None):
        """A run of operators; `dropped` says what a dropped condition is when the run is one, else None."""
        tokens = []
        self.flatten(node, tokens)
        if any(self.operator(token) in ("?", ":") for token in tokens):
            at = next(i for i, token in enumerate(tokens) if self.operator(token) == "?")
            self.split(tokens[:at], False)
            rest = []
            for token in tokens[at + 1:]:
                if self.operator(token) in ("?", ":"):
                    self.split(rest, None)
                    rest = []
                else:
                    rest.append(token)
            self.split(rest, None)
        else:
            self.split(tokens, dropped)

    def flatten(self, node, tokens):
        for child in node.children:
            if child.type in BINARY:
                self.flatten(child, tokens)
            elif child.type not in ("comment", "multiline_comment"):
                tokens.append(child)

    def operator(self, node):
        if node.type == "custom_operator" or not node.is_named:
            return self.source.code[node.start_byte:node.end_byte].decode()
        return None

    def split(self, tokens, dropped):
        for word, call, operand in (("||", "either", False), ("&&", "both", True)):
            places = [i for i, token in enumerate(tokens) if self.operator(token) == word]
            if not places:
                continue
            start, end = tokens[0].start_byte, tokens[-1].end_byte
            if dropped is not None:
                self.whole(tokens, dropped)
            other = {"||": "&&", "&&": "||"}[word]
            # Left to right, the last operator is the outermost call.
            edges = [0] + [place + 1 for place in places] + [len(tokens) + 1]
            for index in reversed(range(len(places))):
                token = tokens[places[index]]
                if not self.source.wanted(token.start_byte):
                    continue
                number = self.source.mutant(
                    token.start_byte, f"`{other}` for `{word}` in {self.source.text(start, end)}", self.numbers)
                stop = tokens[edges[index + 2] - 2].end_byte
                self.source.wrap(start, stop, f"Mutants.{call}({number}, ")
                self.source.replaced[(token.start_byte, token.end_byte)] = ","
            for one, two in zip(edges, edges[1:]):
                self.split(tokens[one:two - 1], operand)
            return
        places = [i for i, token in enumerate(tokens) if self.operator(token) in COMPARISONS]
        if len(places) == 1 and 0 < places[0] < len(tokens) - 1:
            self.whole(tokens, True if dropped is None else dropped)
            self.bound(tokens, places[0])
            self.split(tokens[:places[0]], None)
            self.split(tokens[places[0] + 1:], None)
            return
        if dropped is not None and tokens:
            self.whole(tokens, dropped)
        for token in tokens:
            self.visit(token)

    def bound(self, tokens, place):
        token = tokens[place]
        operator = self.operator(token)
        start, end = tokens[0].start_byte, tokens[-1].end_byte
        # A tuple is compared by operators that are no function of one type.
        tuple_compared = self.source.code[start:start + 1] == b"("
        if operator not in BOUNDS or tuple_compared or not self.source.wanted(token.start_byte):
            return
        call, other = BOUNDS[operator]
        number = self.source.mutant(
            token.start_byte, f"`{other}` for `{operator}` in {self.source.text(start, end)}", self.numbers)
        self.source.wrap(start, end, f"Mutants.{call}({number}, ")
        self.source.replaced[(token.start_byte, token.end_byte)] = ","

    def whole(self, tokens, dropped):
        start, end = tokens[0].start_byte, tokens[-1].end_byte
        if not self.source.wanted(start):
            return
        negate, drop = self.leaf(start, self.source.text(start, end), dropped)
        self.source.wrap(start, end, f"Mutants.leaf({negate}, {drop}, {str(dropped).lower()}, ")

    def leaf(self, start, text, dropped):
        return (
            self.source.mutant(start, f"not ({text})", self.numbers),
            self.source.mutant(start, f"{str(dropped).lower()} for {text}", self.numbers),
        )


def codes(folder):
    """The codes of the rules that stand in a folder."""
    return sorted({code for path in folder.glob("*.swift") for code in RULE.findall(path.read_text())})


def around(code, line, tried):
    """The lines to leave out for an error at `line`: the nearest before it; then all of the declaration it is in."""
    lines = code.splitlines()
    if not tried:
        return {line, line - 1}
    begun = max((i for i in range(line) if re.match(r" {4}\S.*(\b(let|var|func)\b)", lines[i])), default=0)
    ended = min((i for i in range(line, len(lines)) if lines[i] == "    }"), default=len(lines) - 1)
    return set(range(begun + 1, ended + 2))
