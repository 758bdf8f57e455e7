import ts from 'typescript';
import { expect, it } from 'vitest';
import { filesIn, read } from './sources.js';

/** Parameters with their types; for a type, all of it, because the parameters are of a function in it. */
function signatureOf(node: ts.Node, source: ts.SourceFile): string {
  const declared = ts.isVariableStatement(node) ? node.declarationList.declarations[0] : node;
  const { initializer } = declared as { initializer?: ts.Node };
  const { parameters } = (initializer ?? declared) as { parameters?: ts.NodeArray<ts.Node> };
  if (parameters) return parameters.map((parameter) => parameter.getText(source)).join();
  return ts.isTypeAliasDeclaration(node) || ts.isPropertySignature(node)
    ? (node.type?.getText(source) ?? '')
    : '';
}

/** Names after `@param` that the signature below does not contain. */
function staleIn(node: ts.Node, source: ts.SourceFile): string[] {
  const tags = ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .filter((comment) => comment.parent === node)
    .flatMap((comment) => comment.tags ?? [])
    .filter(ts.isJSDocParameterTag);
  const stale = tags
    .map(({ name }) => name.getText(source))
    .filter((name) => !new RegExp(`\\b${name}\\b`).test(signatureOf(node, source)));
  ts.forEachChild(node, (child) => void stale.push(...staleIn(child, source)));
  return stale;
}

it('names parameters, or members of them, after "@param"', () => {
  const stale = filesIn('src', 'runtime/src')
    .filter((path) => path.endsWith('.ts') && read(path).includes('@param'))
    .flatMap((path) => {
      const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
      return staleIn(source, source).map((name) => `${path}: ${name}`);
    });
  expect(stale).toEqual([]);
});
