import type { CallExpression, ObjectLiteralExpression, PropertyAssignment } from 'ts-morph';
import { insertItem, listOf } from './list.js';
import { placeAmong } from './order.js';
import type { NamedModule } from './specifier.js';
import { specifierLike } from './specifier.js';
import { Node, parseModule, ts } from './syntax.js';

export interface ProviderEntry {
  name: string;
  /** Its `index`, from the project's root, without extension. */
  path: string;
}

/**
 * Has the object of providers load one more, as it loads the others: `name: () => import('./name/index.js')`. Undefined
 * where there is no other, or where they are loaded in some other way.
 * @param file the module's path from the project's root @param known providers it loads already
 */
export function addProviderEntry(
  text: string,
  entry: ProviderEntry,
  { file, known }: { file: string; known: readonly NamedModule[] },
): string | undefined {
  if (known.some(({ path }) => path === entry.path)) return text;
  const loaders = loadersIn(text, known);
  const [container, another] = new Set(loaders.map(({ container }) => container));
  const last = loaders.at(-1);
  if (!container || another || !last) return undefined;
  const { property, literal, module } = last;
  const value = property.getInitializer()?.getText() ?? '';
  const specifier = specifierLike(file, entry.path, module);
  if (specifier === undefined || !LOADER.test(value.replace(literal, () => '…'))) return undefined;
  const quote = literal.charAt(0);
  const loader = value.replace(literal, () => quote + specifier + quote);
  const [keyQuote = ''] = /^['"]/.exec(property.getNameNode().getText()) ?? [];
  const keys = container.getProperties().map((each) => nameOf(each.getText()));
  const item = `${keyQuote}${entry.name}${keyQuote}: ${loader}`;
  return insertItem(text, listOf(container), item, { index: placeAmong(keys, entry.name) });
}

/** Anything more, such as a name that is taken out of the module, would be a guess. */
const LOADER = /^(?:async )?\(\) => (?:await )?import\(\s*…,?\s*\)$/;

const nameOf = (property: string) => /^['"]?([\w$]*)/.exec(property)?.[1] ?? '';

interface Loader {
  module: NamedModule;
  literal: string;
  property: PropertyAssignment;
  container: ObjectLiteralExpression;
}

function loadersIn(text: string, known: readonly NamedModule[]): Loader[] {
  return parseModule(text)
    .getDescendantsOfKind(ts.SyntaxKind.CallExpression)
    .flatMap((call): Loader[] => {
      const literal = call.getArguments()[0];
      if (!isImport(call) || !Node.isStringLiteral(literal)) return [];
      const module = known.find(({ specifier }) => specifier === literal.getLiteralValue());
      const property = call.getFirstAncestorByKind(ts.SyntaxKind.PropertyAssignment);
      const container = property?.getParent();
      return module && property && Node.isObjectLiteralExpression(container)
        ? [{ module, literal: literal.getText(), property, container }]
        : [];
    });
}

const isImport = (call: CallExpression) =>
  call.getExpression().getKind() === ts.SyntaxKind.ImportKeyword;
