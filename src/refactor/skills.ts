import { mentions, renameMentions } from '../../runtime/src/skills/mentions.js';
import type { Provider } from '../model/project.js';
import type { WorkingCopy } from './working-copy.js';

/** Edits the Markdown files of a provider's skills. */
export function editSkills(
  copy: WorkingCopy,
  { name }: Provider,
  edit: (text: string) => string,
): void {
  const isOther = (folder: string) => {
    const text = copy.texts.get(`${folder}/SKILL.md`) ?? '';
    const [, provider = name] = /^\s+provider:\s*["']?(\w+)/m.exec(text) ?? [];
    return provider !== name;
  };
  for (const path of copy.texts.keys()) {
    const [folder] = /^skills\/[^/]+(?=\/.*\.md$)/.exec(path) ?? [];
    if (folder !== undefined && !isOther(folder)) copy.edit(path, edit);
  }
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
  const isWord = !mentions(from, from);
  // A word of ordinary language is an argument only where it stands as one: `text`, "text":, (text, limit).
  const argument = new RegExp(
    String.raw`(?<=[\`("'{,] ?|^ {2,})${from}(?=["']? *[:=]|\?? *[,)\]}]|\??\`)`,
    'gm',
  );
  const inParts = (whole: string, [separator, ...further]: readonly RegExp[]): string => {
    if (!mentions(whole, tool)) return whole;
    if (otherTools.some((other) => mentions(whole, other)))
      return separator
        ? whole
            .split(separator)
            .map((part) => inParts(part, further))
            .join('')
        : whole;
    return isWord ? whole.replaceAll(argument, () => to) : renameMentions(whole, from, to);
  };
  return text
    .split(/^(?=#)/m)
    .map((section) => inParts(section, [/^/m]))
    .join('');
}
