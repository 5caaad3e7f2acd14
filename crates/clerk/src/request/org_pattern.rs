//! The pattern language of path-to-regexp 6, translated to the regular expressions of this language.

use regex::{Regex, RegexBuilder, escape};

use crate::config::ConfigError;

/// One piece of a pattern.
enum Token {
    Char(char),
    Name(String),
    Group(String),
    Modifier(char),
    Open,
    Close,
}

/// Compiles a pattern: case does not matter, one slash may follow, `:name` stands for one segment,
/// `(…)` for a regular expression, `{…}` groups, and `?`, `*`, `+` repeat what stands before them.
pub(super) fn compile(pattern: &str) -> Result<Regex, ConfigError> {
    let invalid = |problem: String| ConfigError::InvalidPattern {
        pattern: pattern.to_owned(),
        problem,
    };
    let tokens = tokenize(pattern).map_err(|problem| invalid(problem.to_owned()))?;
    let body = translate(&tokens).map_err(|problem| invalid(problem.to_owned()))?;
    RegexBuilder::new(&format!(r"^{body}[/#?]?$"))
        .case_insensitive(true)
        .size_limit(1 << 20)
        .build()
        .map_err(|error| invalid(error.to_string()))
}

fn tokenize(pattern: &str) -> Result<Vec<Token>, &'static str> {
    let mut tokens = Vec::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        tokens.push(match c {
            '\\' => Token::Char(chars.next().ok_or("it ends with a backslash")?),
            '{' => Token::Open,
            '}' => Token::Close,
            '*' | '+' | '?' => Token::Modifier(c),
            ':' => {
                let mut name = String::new();
                while let Some(c) = chars.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
                    name.push(c);
                }
                if name.is_empty() {
                    return Err("a parameter has no name");
                }
                Token::Name(name)
            }
            '(' => Token::Group(group(&mut chars)?),
            other => Token::Char(other),
        });
    }
    Ok(tokens)
}

/// The text up to the parenthesis that closes the group; inner groups may not capture.
fn group(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<String, &'static str> {
    let mut text = String::new();
    let mut depth = 1;
    if chars.peek() == Some(&'?') {
        return Err("a group may not begin with a question mark");
    }
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                text.push(c);
                text.push(chars.next().ok_or("a group ends with a backslash")?);
                continue;
            }
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return if text.is_empty() {
                        Err("a group is empty")
                    } else {
                        Ok(text)
                    };
                }
            }
            '(' => {
                depth += 1;
                if chars.peek() != Some(&'?') {
                    return Err("a group inside a group may not capture");
                }
            }
            _ => {}
        }
        text.push(c);
    }
    Err("a group is not closed")
}

type Rest<'a> = std::iter::Peekable<std::slice::Iter<'a, Token>>;

fn translate(tokens: &[Token]) -> Result<String, &'static str> {
    let mut regex = String::new();
    let mut before = Before::Nothing;
    let mut rest = tokens.iter().peekable();
    while let Some(&token) = rest.peek() {
        match token {
            Token::Char(c) => {
                rest.next();
                // A slash or dot before a parameter belongs to it, and is repeated with it.
                if matches!(c, '/' | '.') && begins_parameter(&mut rest) {
                    regex.push_str(&piece(&mut rest, &c.to_string(), &mut before)?);
                } else {
                    regex.push_str(&escape(c.encode_utf8(&mut [0; 4])));
                    before.push(*c);
                }
            }
            Token::Name(_) | Token::Group(_) => {
                regex.push_str(&piece(&mut rest, "", &mut before)?);
            }
            Token::Open => {
                rest.next();
                regex.push_str(&braces(&mut rest, &mut before)?);
            }
            Token::Close => return Err("a closing brace has no opening one"),
            Token::Modifier(_) => return Err("a modifier has nothing before it"),
        }
    }
    Ok(regex)
}

fn begins_parameter(rest: &mut Rest<'_>) -> bool {
    matches!(rest.peek(), Some(Token::Name(_) | Token::Group(_)))
}

/// What stands before a piece of a pattern.
enum Before {
    Nothing,
    Text(String),
    Parameter,
}

impl Before {
    fn push(&mut self, c: char) {
        match self {
            Self::Text(text) => text.push(c),
            _ => *self = Self::Text(c.to_string()),
        }
    }

    /// What a parameter stands for that has no expression of its own: a segment. As with
    /// path-to-regexp, it does not go beyond the character that it comes after. (Where it comes
    /// after several, path-to-regexp looks ahead, which the expressions of this language cannot.)
    fn segment(&self, prefix: &str) -> Result<String, &'static str> {
        let text: &str = match self {
            Self::Text(text) if prefix.is_empty() => text,
            Self::Parameter if prefix.is_empty() => {
                return Err("there is no text between two parameters");
            }
            _ => prefix,
        };
        let excluded = if text.chars().count() == 1 { text } else { "" };
        Ok(format!("[^/#?{}]+?", escape(excluded)))
    }
}

struct Parameter {
    name: Option<String>,
    pattern: String,
}

fn parameter(
    rest: &mut Rest<'_>,
    prefix: &str,
    before: &Before,
) -> Result<Parameter, &'static str> {
    let name = match rest.next_if(|token| matches!(token, Token::Name(_))) {
        Some(Token::Name(name)) => Some(name.clone()),
        _ => None,
    };
    let pattern = match rest.next_if(|token| matches!(token, Token::Group(_))) {
        Some(Token::Group(pattern)) => pattern.clone(),
        _ => before.segment(prefix)?,
    };
    Ok(Parameter { name, pattern })
}

fn modifier(rest: &mut Rest<'_>) -> Option<char> {
    match rest.next_if(|token| matches!(token, Token::Modifier(_))) {
        Some(Token::Modifier(c)) => Some(*c),
        _ => None,
    }
}

/// A parameter, its prefix and its modifier.
fn piece(rest: &mut Rest<'_>, prefix: &str, before: &mut Before) -> Result<String, &'static str> {
    let parameter = parameter(rest, prefix, before)?;
    *before = Before::Parameter;
    repeated(prefix, &parameter, "", modifier(rest))
}

/// `{prefix parameter suffix}` and its modifier.
fn braces(rest: &mut Rest<'_>, before: &mut Before) -> Result<String, &'static str> {
    let prefix = text(rest);
    let parameter = begins_parameter(rest)
        .then(|| parameter(rest, &prefix, before))
        .transpose()?;
    let suffix = text(rest);
    match rest.next() {
        Some(Token::Close) => {}
        _ => return Err("a brace is not closed"),
    }
    *before = Before::Parameter;
    let modifier = modifier(rest);
    match parameter {
        Some(parameter) => repeated(&prefix, &parameter, &suffix, modifier),
        None => Ok(format!(
            "(?:{}{}){}",
            escape(&prefix),
            escape(&suffix),
            modifier.map(String::from).unwrap_or_default()
        )),
    }
}

fn text(rest: &mut Rest<'_>) -> String {
    let mut text = String::new();
    while let Some(Token::Char(c)) = rest.next_if(|token| matches!(token, Token::Char(_))) {
        text.push(*c);
    }
    text
}

fn repeated(
    prefix: &str,
    parameter: &Parameter,
    suffix: &str,
    modifier: Option<char>,
) -> Result<String, &'static str> {
    let pattern = &parameter.pattern;
    // Only these are asked for; others may occur twice.
    let capture = match parameter.name.as_deref() {
        Some(name @ ("id" | "slug")) => format!("?P<{name}>"),
        _ => String::new(),
    };
    let (prefix, suffix) = (escape(prefix), escape(suffix));
    match modifier {
        Some('*' | '+') if prefix.is_empty() && suffix.is_empty() => {
            Err("what is repeated has neither prefix nor suffix")
        }
        Some(repeat @ ('*' | '+')) => {
            let optional = if repeat == '*' { "?" } else { "" };
            Ok(format!(
                "(?:{prefix}({capture}(?:{pattern})(?:{suffix}{prefix}(?:{pattern}))*){suffix}){optional}"
            ))
        }
        Some(_) => Ok(format!("(?:{prefix}({capture}{pattern}){suffix})?")),
        None => Ok(format!("(?:{prefix}({capture}{pattern}){suffix})")),
    }
}
