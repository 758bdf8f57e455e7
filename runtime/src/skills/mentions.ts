/** A word of ordinary language: in prose, it need not be a name. */
const ORDINARY = /^[A-Za-z][a-z]*(?:-[a-z]+)*$/;
/** Fences, inline code, and headings. */
const CODE = /^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1|(`+)[^\n]+?\2|^#+ .*$/gm;

const patternOf = (name: string): RegExp =>
  new RegExp(String.raw`(?<![\w-])${name.replaceAll(/[^\w]/g, String.raw`\$&`)}(?![\w-])`, 'g');

/** Returns whether a text names a tool: anywhere, or in code and headings if the name can be an ordinary word. */
export const mentionsTool = (text: string, name: string): boolean =>
  renameMentions(text, name, `${name}_`) !== text;

/** Replaces the name of a tool in a text, if `mentionsTool` finds it. */
export function renameMentions(text: string, name: string, newName: string): string {
  const replaceIn = (part: string) => part.replaceAll(patternOf(name), () => newName);
  return ORDINARY.test(name) ? text.replaceAll(CODE, replaceIn) : replaceIn(text);
}
