import { dirname, join, normalize, relative } from 'node:path/posix';
import { format } from 'prettier';
import { camelCase } from '../../../src/model/names.js';

export type Texts = Readonly<Record<string, string>>;

/** Every file of source, changed; with another path where one is given back. */
function eachSource(
  texts: Texts,
  change: (text: string, path: string) => string,
  move = (path: string) => path,
): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) =>
      /\.[cm]?ts$/.test(path) ? [move(path), change(text, path)] : [path, text],
    ),
  );
}

const isApi = (path: string) => /^src\/providers\/\w+\/api\/(?!auth|client)/.test(path);

/** What people have their formatter do. */
export async function formatted(texts: Texts): Promise<Texts> {
  const style = {
    singleQuote: false,
    semi: false,
    useTabs: true,
    printWidth: 50,
    trailingComma: 'none',
    bracketSpacing: false,
    arrowParens: 'avoid',
    quoteProps: 'consistent',
    objectWrap: 'collapse',
  } as const;
  const entries = Object.entries(texts).map(async ([path, text]) =>
    /\.(ts|yaml)$/.test(path)
      ? [path, await format(text, { ...style, filepath: path })]
      : [path, text],
  );
  return Object.fromEntries(await Promise.all(entries)) as Texts;
}

/** The functions of the API as members of classes. */
export const classes = (texts: Texts): Texts =>
  eachSource(texts, (text, path) => {
    const [head, name, rest] =
      /^([^]*?)export const (\w+)(: Call<[^]*)$/.exec(text)?.slice(1) ?? [];
    if (!isApi(path) || head === undefined || name === undefined) return text;
    return `${head}class Api {\n  ${name}${rest?.trimEnd()}\n}\n\nconst api = new Api();\nexport const ${name} = api.${name};\n`;
  });

/** One index for each folder, and everything imported from there. */
export function barrels(texts: Texts): Texts {
  const changed = eachSource(texts, (text, path) =>
    path.includes('/tools/') ? text.replace(/'\.\.\/api\/[\w-]+\.js'/, "'../api/index.js'") : text,
  );
  const names = (folder: string) =>
    Object.keys(texts).filter((path) => new RegExp(`^src/providers/\\w+/${folder}/`).test(path));
  const index = (folder: string): Texts => {
    const paths = names(folder).filter((path) => !/\/(auth|client)\.ts$/.test(path));
    const list = paths.map(
      (path) => `export * from './${path.split('/').at(-1)?.replace('.ts', '.js')}';`,
    );
    return { [`${dirname(paths[0]!)}/index.ts`]: `${list.join('\n')}\n` };
  };
  const tools = eachSource(changed, (text, path) =>
    /^src\/providers\/\w+\/index\.ts$/.test(path)
      ? text.replace(/(import '\.\/tools\/[\w-]+\.js';\n)+/, "import './tools/index.js';\n")
      : text,
  );
  return { ...tools, ...index('api'), ...index('tools') };
}

/** Imports of other files of a provider, by another name for the folder of all providers. */
export const aliased = (texts: Texts, name: string): Texts =>
  eachSource(texts, (text, path) => {
    const [, provider] = /^src\/providers\/(\w+)\/\w+\//.exec(path) ?? [];
    return provider === undefined ? text : text.replace(/'\.\.\//g, `'${name}/${provider}/`);
  });

/** The compiler gets `@providers` from a file that others extend. */
export const compilerPaths = (texts: Texts, base: string, providers: string): Texts => ({
  ...aliased(texts, '@providers'),
  'tsconfig.json': texts['tsconfig.json']!.replace(
    '"mcp-provider/tsconfig.json"',
    `["mcp-provider/tsconfig.json", "${base}"]`,
  ),
  [normalize(base)]: `{ "compilerOptions": { "paths": { "@providers/*": ["${providers}/*"] } } }\n`,
});

export const subpathImports = (texts: Texts): Texts => ({
  ...aliased(texts, '#providers'),
  'package.json': texts['package.json']!.replace(
    '"private": true,',
    '"private": true,\n  "imports": { "#providers/*": "./dist/providers/*" },',
  ),
});

/** Files called as what they export. */
export function camelCased(texts: Texts): Texts {
  const move = (path: string) => {
    if (!/^src\/providers\/\w+\/(api|tools)\//.test(path)) return path;
    return join(dirname(path), `${camelCase(path.split('/').at(-1)!.replace('.ts', ''))}.ts`);
  };
  const renamed = (text: string, path: string) =>
    text.replace(/'(\.{1,2}\/[^']*)\.js'/g, (_, stem: string) => {
      const target = join(dirname(path), `${stem}.ts`);
      const to = relative(dirname(move(path)), move(target)).replace('.ts', '.js');
      return `'${to.startsWith('.') ? to : `./${to}`}'`;
    });
  return eachSource(texts, renamed, move);
}

export const headed = (texts: Texts): Texts =>
  eachSource(texts, (text) => {
    const [shebang = ''] = /^#!.*\n/.exec(text) ?? [];
    return `${shebang}/*!\n * Copyright Acme. All rights reserved; no token, password or secret is in here.\n */\n\n${text.slice(shebang.length)}`;
  });

/** Line ends and byte order mark as some editors write them. */
export const saved = (texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, `\uFEFF${text.replaceAll('\n', '\r\n')}`]),
  );
