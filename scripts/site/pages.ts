import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rules } from '../../src/rules/register.gen.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { allCommands } from '../docs/commands.js';
import { rulePages } from '../docs/rule-pages.js';
import { authStylesPage, kindsPage, presetsPage } from './catalog-pages.js';
import { commandsPage } from './commands.js';
import { runtimeApiPages } from './runtime-api.js';
import { specReferencePage } from './spec-reference.js';

const REPOSITORY = 'https://github.com/create-mcp-provider/create-mcp-provider/blob/main';

/** All pages of the site: guides from `docs`, references from code. By path, without a leading "/". */
export async function sitePages(root: string): Promise<Map<string, string>> {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const pagesIn = (folder: string) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`);
  const reference = {
    commands: commandsPage(allCommands),
    'spec-reference': specReferencePage(kindsAndStyles),
    'auth-styles': authStylesPage(),
    kinds: kindsPage(),
    presets: presetsPage(),
  };
  return new Map([
    ['index.md', adapted(read('README.md'), '')],
    ['runtime.md', adapted(read('runtime/README.md'), 'runtime')],
    ...['docs', 'docs/reference', 'docs/evidence']
      .flatMap(pagesIn)
      .map((path) => [inSite(path), adapted(read(path), dirname(path))] as const),
    ...[...(await rulePages(rules))].map(
      ([name, text]) => [inSite(`docs/rules/${name}`), text] as const,
    ),
    ...Object.entries(reference).map(([name, text]) => [`${name}.md`, text] as const),
    ...(await runtimeApiPages(root)),
  ]);
}

/** A page of the repository with links that work in the site; what the site does not have is linked at GitHub. */
const adapted = (text: string, folder: string): string =>
  text
    .replaceAll(/<!--.*?-->\n/g, '')
    .replaceAll(/\]\((?![a-z]+:|#)([^)#]*)/g, (_, target: string) => {
      const path = new URL(target, `file:///${folder === '' ? '' : `${folder}/`}`).pathname.slice(
        1,
      );
      return `](${siteLink(path)}`;
    });

function siteLink(path: string): string {
  if (path === 'README.md') return '/';
  if (path === 'runtime/README.md') return '/runtime.md';
  return /^docs\/.+\.(md|png)$/.test(path) ? `/${inSite(path)}` : `${REPOSITORY}/${path}`;
}

/** `docs/rules/README.md` → `rules/index.md` */
const inSite = (path: string) => path.replace(/^docs\//, '').replace(/README\.md$/, 'index.md');
