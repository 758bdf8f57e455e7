/** Stands before each plain and each block scalar in the tokens of `Lexer`. */
const SCALAR = '\u001f';

/**
 * The tokens of a YAML text, in which a path such as `/rooms/{room_id}/messages` is one scalar inside `{ … }` and `[ … ]`,
 * too. YAML ends a scalar at such a bracket, and a bracket right behind one is always an error: no valid text is changed.
 */
export function joinTemplates(tokens: readonly string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    let text = tokens[i] ?? '';
    while (joined.at(-1) === SCALAR && /\/\S*$/.test(text)) {
      const [open, mark, name = '', close] = tokens.slice(i + 1, i + 5);
      if (open !== '{' || mark !== SCALAR || !/^[\w.-]+$/.test(name) || close !== '}') break;
      const more = tokens[i + 5] === SCALAR ? tokens[i + 6] : undefined;
      text += `{${name}}${more ?? ''}`;
      i += more === undefined ? 4 : 6;
    }
    joined.push(text);
  }
  return joined;
}
