/** Matches strings and comments, which contain no variables or operations. */
const STRINGS_AND_COMMENTS = /"""[^]*?"""|"(?:\\.|[^"\\])*"|#.*/g;

/** Returns the variables that a document defines, with their types such as `[ID!]!` (GraphQL, section 2.10). */
export const documentVariables = (document: string): { name: string; type: string }[] =>
  Array.from(
    document.replace(STRINGS_AND_COMMENTS, '').matchAll(/\$(\w+)\s*:\s*([\w[\]!]*)/g),
    ([, name = '', type = '']) => ({ name, type }),
  );

export const variablesIn = (document: string): string[] =>
  documentVariables(document).map(({ name }) => name);

/**
 * Returns the type and name or first field of the only operation of a document: `createUser` of
 * `mutation { createUser }`.
 */
export function soleOperation(
  document: string,
): { type: string; name?: string; field: string } | undefined {
  const text = document
    .replace(STRINGS_AND_COMMENTS, '')
    .replaceAll(/\bfragment\s+\w+\s+on\s+\w+/g, '');
  const [, type = 'query', name, field] =
    /^\s*(?:(query|mutation)\b\s*(\w+)?[^{]*)?\{\s*(?:\w+\s*:\s*)?(\w+)/.exec(text) ?? [];
  const isSole = (text.match(/(?:^|\})\s*(?:query|mutation|subscription)\b/g) ?? []).length <= 1;
  return field === undefined || !isSole
    ? undefined
    : { type, ...(name !== undefined && { name }), field };
}

/** Returns the type and name of the operation, or the beginning of a document without them. */
export const operationHeading = (document: string): string =>
  /\b(?:query|mutation|subscription)\b(?:[ \t]+\w+)?/.exec(
    document.replace(STRINGS_AND_COMMENTS, ''),
  )?.[0] ?? '{';

/** Returns the document as it is sent. A document of several lines starts and ends on lines of its own. */
export function graphqlDocument(graphql: string): string {
  const text = graphql.trim();
  return text.includes('\n') ? `\n${text}\n` : text;
}
