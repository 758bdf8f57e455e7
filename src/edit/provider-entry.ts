import type { ObjectExpression, ObjectProperty } from '@babel/types';
import { isClosed } from './closed-type.js';
import { insertItem, listOf } from './list.js';
import { placeAmong } from './order.js';
import type { Mention } from './part.js';
import { mentionsIn } from './part.js';
import type { NamedModule } from './specifier.js';
import { specifierLike } from './specifier.js';
import type { Syntax } from './syntax.js';
import { parseModule, textOf } from './syntax.js';

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
  const tree = parseModule(text);
  const loaders = mentionsIn(tree, { file, siblings: known }).flatMap((mention) =>
    loaderOf(tree, mention),
  );
  const [container, another] = new Set(loaders.map(({ container }) => container));
  const last = loaders.at(-1);
  if (!container || another || !last || isClosed(tree, container)) return undefined;
  const { property, literal, module } = last;
  const form = textOf(tree, property.value).replace(literal, () => '…');
  const specifier = specifierLike(file, entry.path, module);
  // Anything more, such as a name that is taken out of the module, would be a guess.
  const isCertain = /^(?:async )?\(\) => (?:await )?import\(\s*…,?\s*\)$/.test(form);
  if (specifier === undefined || !isCertain) return undefined;
  const quote = literal.charAt(0);
  const [keyQuote = ''] = /^['"]/.exec(textOf(tree, property.key)) ?? [];
  const keys = container.properties.map((each) =>
    each.type === 'ObjectProperty' ? textOf(tree, each.key).replace(/['"]/g, '') : '',
  );
  const loader = form.replace('…', () => quote + specifier + quote);
  const item = `${keyQuote}${entry.name}${keyQuote}: ${loader}`;
  return insertItem(text, listOf(container), item, { index: placeAmong(keys, entry.name) });
}

interface Loader extends Mention {
  property: ObjectProperty;
  container: ObjectExpression;
}

/** The property of an object that a provider is loaded in. */
function loaderOf(tree: Syntax, mention: Mention): Loader[] {
  let node = tree.parent(mention.node);
  while (node && node.type !== 'ObjectProperty') node = tree.parent(node);
  const container = node && tree.parent(node);
  return node && container?.type === 'ObjectExpression'
    ? [{ ...mention, property: node, container }]
    : [];
}
