import sections from '../../site/sections.json' with { type: 'json' };

/**
 * `llms.txt` (https://llmstxt.org): the pages with one sentence each, in the order of the sidebar. What only lists
 * functions and rules is optional.
 */
export function llmsText(pages: ReadonlyMap<string, string>): string {
  const lineOf = (path: string) => {
    const text = pages.get(path) ?? '';
    const [, title = ''] = /^# (.*)$/m.exec(text) ?? [];
    const sentence = firstSentence(text);
    return `- [${title}](${path})${sentence === '' ? '' : `: ${sentence}`}`;
  };
  const named = Object.entries<readonly string[]>(sections).map(
    ([title, names]) => [title, names.map((name) => `${name}.md`)] as const,
  );
  const known = new Set(named.flatMap(([, paths]) => paths));
  const others = [...pages.keys()].filter((path) => !known.has(path));
  return [
    '# create-mcp-provider',
    `> ${firstSentence(pages.get('index.md') ?? '')}`,
    ...[...named, ['Optional', others] as const].map(
      ([title, paths]) => `## ${title}\n\n${paths.map(lineOf).join('\n')}`,
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The first sentence of prose, without links; none where a page has only a list or code. */
export function firstSentence(text: string): string {
  const paragraphs = text.replaceAll(/^```[^]*?^```$/gm, '').split(/\n{2,}/);
  const prose = paragraphs.map((paragraph) => paragraph.replaceAll('\n', ' ').trim());
  const first = prose.find((paragraph) => /^[A-Z`[].*\.(?=\s|$)/.test(paragraph)) ?? '';
  const [sentence = ''] = /^.*?\.(?=\s|$)/.exec(first) ?? [];
  return sentence.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}
