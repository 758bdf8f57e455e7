import ts from 'typescript';
import { filesIn, read } from './sources.js';

export interface Text {
  /** `docs/spec.md:12`. */
  at: string;
  text: string;
}

/** Pages that people read, from the root of the repository. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'runtime/README.md',
  ...filesIn('docs', 'skills').filter((path) => path.endsWith('.md')),
];

/** Lines of a file, comments included. */
export const lines = (path: string): Text[] =>
  read(path)
    .split('\n')
    .map((text, index) => ({ at: `${path}:${index + 1}`, text }));

/** Lines of Markdown outside of code. */
export function prose(path: string): Text[] {
  let isCode = false;
  return lines(path).flatMap(({ at, text }) => {
    const isFence = /^\s*```/.test(text);
    if (isFence) isCode = !isCode;
    return isCode || isFence ? [] : [{ at, text: text.replace(/`[^`]*`/g, '`') }];
  });
}

/** String literals of a module that contain several words; not the projects in examples of rules. */
export function strings(path: string): Text[] {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node)) return;
    if (ts.isStringLiteralLike(node) || isTemplatePart(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      if (/\S\s+\S/.test(node.text)) found.push({ at: `${path}:${line + 1}`, text: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isTemplatePart = (node: ts.Node) =>
  ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
