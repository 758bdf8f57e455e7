import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';

const PAGES = join(import.meta.dirname, '..', 'pages');

/** Made from code; every other page is a guide. */
const REFERENCE = [
  'commands',
  'spec-reference',
  'kinds',
  'auth-styles',
  'presets',
  'provider-config',
  'environment',
  'server',
  'errors',
  'runtime-api',
  'faults',
  'benchmarks',
  'first-run',
  'glossary',
];
/** Guides in the order in which they are needed; others follow. */
const FIRST = [
  'index',
  'create',
  'spec',
  'openapi',
  'sign-in',
  'extend',
  'config',
  'validate',
  'remote',
  'runtime',
  'testing',
  'ci',
];

const names = readdirSync(PAGES).flatMap((name) => (name.endsWith('.md') ? name.slice(0, -3) : []));
const others = names.filter((name) => ![...FIRST, ...REFERENCE].includes(name));

const item = (name) => ({
  text: /^# (.*)$/m.exec(readFileSync(join(PAGES, `${name}.md`), 'utf8'))?.[1].replaceAll('`', ''),
  link: name === 'index' ? '/' : `/${name}`,
});

/** Rules by folder, as the pages are. */
const rules = readdirSync(join(PAGES, 'rules'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    text: name,
    collapsed: true,
    items: readdirSync(join(PAGES, 'rules', name)).map((file) => ({
      text: file.replace(/\.md$/, ''),
      link: `/rules/${name}/${file.replace(/\.md$/, '')}`,
    })),
  }));

export default defineConfig({
  title: 'create-mcp-provider',
  description: 'Put an API in front of MCP clients.',
  lang: 'en-US',
  srcDir: 'pages',
  outDir: 'dist',
  // GitHub Pages serves the site below the name of the repository.
  base: process.env.SITE_BASE ?? '/',
  cacheDir: '.vitepress/cache',
  // `<NAME>` in a page is text.
  markdown: { html: false },
  themeConfig: {
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    sidebar: [
      { text: 'Guide', items: [...FIRST, ...others].map(item) },
      { text: 'Reference', items: REFERENCE.map(item) },
      { text: 'Rules', collapsed: true, items: [{ text: 'All rules', link: '/rules/' }, ...rules] },
    ],
    socialLinks: [
      { icon: 'github', link: 'https://github.com/create-mcp-provider/create-mcp-provider' },
    ],
  },
});
