//! The pattern language of path-to-regexp 6, translated to the regular expressions of this language.

use regex::{Regex, RegexBuilder};

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

const SEGMENT: &str = r"[^/#?]+?";

fn translate(tokens: &[Token]) -> Result<String, &'static str> {
    let mut regex = String::new();
    let mut rest = tokens.iter().peekable();
    while let Some(token) = rest.next() {
        match token {
            // A slash or dot before a parameter belongs to it, and is repeated with it.
            Token::Char(prefix @ ('/' | '.'))
                if matches!(rest.peek(), Some(Token::Name(_) | Token::Group(_))) =>
            {
                let parameter = parameter(&mut rest);
                regex.push_str(&repeated(
                    &escape(*prefix),
                    &parameter,
                    "",
                    modifier(&mut rest),
                ));
            }
            Token::Char(c) => regex.push_str(&escape(*c)),
            Token::Name(_) | Token::Group(_) => {
                let parameter = match token {
                    Token::Name(name) => named(name, &mut rest),
                    Token::Group(pattern) => Parameter {
                        name: None,
                        pattern: pattern.clone(),
                    },
                    _ => return Err("it cannot be read"),
                };
                regex.push_str(&repeated("", &parameter, "", modifier(&mut rest)));
            }
            Token::Open => regex.push_str(&braces(&mut rest)?),
            Token::Close => return Err("a closing brace has no opening one"),
            Token::Modifier(_) => return Err("a modifier has nothing before it"),
        }
    }
    Ok(regex)
}

type Rest<'a> = std::iter::Peekable<std::slice::Iter<'a, Token>>;

struct Parameter {
    name: Option<String>,
    pattern: String,
}

fn parameter(rest: &mut Rest<'_>) -> Parameter {
    match rest.next() {
        Some(Token::Name(name)) => named(name, rest),
        Some(Token::Group(pattern)) => Parameter {
            name: None,
            pattern: pattern.clone(),
        },
        _ => Parameter {
            name: None,
            pattern: SEGMENT.to_owned(),
        },
    }
}

fn named(name: &str, rest: &mut Rest<'_>) -> Parameter {
    let pattern = match rest.next_if(|token| matches!(token, Token::Group(_))) {
        Some(Token::Group(pattern)) => pattern.clone(),
        _ => SEGMENT.to_owned(),
    };
    Parameter {
        name: Some(name.to_owned()),
        pattern,
    }
}

fn modifier(rest: &mut Rest<'_>) -> Option<char> {
    match rest.next_if(|token| matches!(token, Token::Modifier(_))) {
        Some(Token::Modifier(c)) => Some(*c),
        _ => None,
    }
}

/// `{prefix parameter suffix}` and its modifier.
fn braces(rest: &mut Rest<'_>) -> Result<String, &'static str> {
    let prefix = text(rest);
    let parameter =
        matches!(rest.peek(), Some(Token::Name(_) | Token::Group(_))).then(|| parameter(rest));
    let suffix = text(rest);
    match rest.next() {
        Some(Token::Close) => {}
        _ => return Err("a brace is not closed"),
    }
    let modifier = modifier(rest);
    Ok(match parameter {
        Some(parameter) => repeated(&prefix, &parameter, &suffix, modifier),
        None => format!(
            "(?:{prefix}{suffix}){}",
            modifier.map(String::from).unwrap_or_default()
        ),
    })
}

fn text(rest: &mut Rest<'_>) -> String {
    let mut text = String::new();
    while let Some(Token::Char(c)) = rest.next_if(|token| matches!(token, Token::Char(_))) {
        text.push_str(&escape(*c));
    }
    text
}

fn repeated(prefix: &str, parameter: &Parameter, suffix: &str, modifier: Option<char>) -> String {
    let pattern = &parameter.pattern;
    let capture = match &parameter.name {
        Some(name) if !name.starts_with(|c: char| c.is_ascii_digit()) => format!("?P<{name}>"),
        _ => String::new(),
    };
    match modifier {
        Some(repeat @ ('*' | '+')) => {
            let optional = if repeat == '*' { "?" } else { "" };
            format!(
                "(?:{prefix}({capture}(?:{pattern})(?:{suffix}{prefix}(?:{pattern}))*){suffix}){optional}"
            )
        }
        Some(_) => format!("(?:{prefix}({capture}{pattern}){suffix})?"),
        None => format!("(?:{prefix}({capture}{pattern}){suffix})"),
    }
}

fn escape(c: char) -> String {
    regex::escape(c.encode_utf8(&mut [0; 4]))
}
