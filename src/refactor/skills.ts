import { mentionsTool, renameMentions } from '../../runtime/src/skills/mentions.js';
import type { DataNode } from '../model/document.js';
import type { Provider } from '../model/project.js';
import { parseDocument } from '../project/document.js';
import type { WorkingCopy } from './working-copy.js';

/** Edits the Markdown files of a provider's skills. */
export function editSkills(
  copy: WorkingCopy,
  { name }: Provider,
  edit: (text: string) => string,
): void {
  const isOther = (folder: string) => {
    const provider = providerIn(copy.texts.get(`${folder}/SKILL.md`) ?? '');
    return provider !== undefined && provider.value !== name;
  };
  for (const path of copy.texts.keys()) {
    const [folder] = /^skills\/[^/]+(?=\/.*\.md$)/.exec(path) ?? [];
    if (folder !== undefined && !isOther(folder)) copy.edit(path, edit);
  }
}

const FRONT_MATTER = /^---\r?\n([^]*?)^---\s*$/m;

/** Returns the provider that a skill states in its front matter. */
function providerIn(text: string): DataNode | undefined {
  const [, settings = ''] = FRONT_MATTER.exec(text) ?? [];
  return parseDocument({ path: 'SKILL.yaml', text: settings }).get('metadata', 'provider');
}

/** Returns the paths of the skills that state a provider. A server starts with them only if it has that provider. */
export const providerSkills = (copy: WorkingCopy, provider: string): string[] =>
  [...copy.texts]
    .filter(([path]) => /^skills\/[^/]+\/SKILL\.md$/.test(path))
    .filter(([, text]) => providerIn(text)?.value === provider)
    .map(([path]) => path);

/** Returns a skill that states its provider by another name. */
export function renameSkillProvider(text: string, name: string, replacement: string): string {
  const start = text.indexOf('\n') + 1 + (providerIn(text)?.range.start ?? 0);
  return text.slice(0, start) + text.slice(start).replace(name, replacement);
}

/**
 * Replaces the name of an argument where a text is about its tool: in sections that name the tool or, if they also name
 * another tool with such an argument, in their lines.
 * @param otherTools tools that have an argument of the same name
 */
export function withArgumentName(
  text: string,
  tool: string,
  { from, to }: { from: string; to: string },
  otherTools: readonly string[],
): string {
  const isWord = !mentionsTool(from, from);
  // A word of ordinary language is an argument only where it stands as one: `text`, "text":, (text, limit).
  const argument = new RegExp(
    String.raw`(?<=[\`("'{,] ?|^ {2,})${from}(?=["']? *[:=]|\?? *[,)\]}]|\??\`)`,
    'gm',
  );
  const splitBy = (skillText: string, [separator, ...further]: readonly RegExp[]): string => {
    if (!mentionsTool(skillText, tool)) return skillText;
    if (otherTools.some((other) => mentionsTool(skillText, other)))
      return separator
        ? skillText
            .split(separator)
            .map((part) => splitBy(part, further))
            .join('')
        : skillText;
    return isWord ? skillText.replaceAll(argument, () => to) : renameMentions(skillText, from, to);
  };
  return text
    .split(/^(?=#)/m)
    .map((section) => splitBy(section, [/^/m]))
    .join('');
}
