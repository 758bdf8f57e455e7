/** `llms.txt` (https://llmstxt.org): the pages with one sentence each, for agents. */
export function llmsText(pages: ReadonlyMap<string, string>): string {
  const [start = '', ...others] = [...pages].filter(([path]) => !path.startsWith('rules/'));
  const rules = [...pages].filter(([path]) => path.startsWith('rules/'));
  const [, text = ''] = start;
  return [
    '# create-mcp-provider',
    '',
    `> ${firstSentence(text)}`,
    '',
    '## Documentation',
    '',
    ...others.map(line),
    '',
    '## Rules of validate',
    '',
    ...rules.map(line),
    '',
  ].join('\n');
}

const line = ([path, text]: readonly [string, string]) =>
  `- [${titleOf(text)}](${path}): ${firstSentence(text)}`;

const titleOf = (text: string) => /^# (.*)$/m.exec(text)?.[1] ?? '';

/** The first sentence of prose. */
function firstSentence(text: string): string {
  const paragraphs = text.replaceAll(/^```[^]*?^```$/gm, '').split(/\n{2,}/);
  const first = paragraphs.find((paragraph) => /^[A-Z`[]/.test(paragraph.trim())) ?? '';
  return /^[^]*?[.:](?=\s|$)/.exec(first.trim())?.[0].replaceAll('\n', ' ') ?? first.trim();
}
