import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';

const PAGES = join(import.meta.dirname, '..', 'pages');

/** Pages by section, in the order in which they are needed. */
const SECTIONS = {
  Start: ['index', 'create', 'spec', 'sign-in', 'extend', 'config'],
  Sources: ['openapi', 'remote', 'sql', 'database-import', 'files'],
  Check: ['validate', 'mistakes', 'testing', 'ci', 'list'],
  Use: ['dev', 'call', 'chat', 'agents', 'interop', 'completion'],
  Run: ['runtime', 'http', 'deploy', 'publish', 'sdk', 'own-runtime'],
  Reference: [
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
  ],
};

const names = readdirSync(PAGES).flatMap((name) => (name.endsWith('.md') ? name.slice(0, -3) : []));
const missing = names.filter((name) => !Object.values(SECTIONS).flat().includes(name));
if (missing.length > 0) throw new Error(`No section has the page "${missing.join('", "')}".`);

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
  // Copies for agents, which are no pages.
  srcExclude: ['public/**'],
  outDir: 'dist',
  // GitHub Pages serves the site below the name of the repository.
  base: process.env.SITE_BASE ?? '/',
  cacheDir: '.vitepress/cache',
  // Browsers ask for an icon.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // `<NAME>` in a page is text.
  markdown: { html: false },
  themeConfig: {
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    sidebar: [
      ...Object.entries(SECTIONS).map(([text, pages]) => ({ text, items: pages.map(item) })),
      { text: 'Rules', collapsed: true, items: [{ text: 'All rules', link: '/rules/' }, ...rules] },
    ],
    socialLinks: [
      { icon: 'github', link: 'https://github.com/create-mcp-provider/create-mcp-provider' },
    ],
  },
});
