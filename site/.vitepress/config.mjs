import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';

const PAGES = join(import.meta.dirname, '..', 'pages');

/** Pages by what their readers want to do. */
const SECTIONS = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'sections.json'), 'utf8'));

const names = ['', 'reference/', 'evidence/'].flatMap((folder) =>
  readdirSync(join(PAGES, folder)).flatMap((name) =>
    name.endsWith('.md') ? `${folder}${name.slice(0, -3)}` : [],
  ),
);
const missing = names.filter((name) => !Object.values(SECTIONS).flat().includes(name));
if (missing.length > 0) throw new Error(`No section has the page "${missing.join('", "')}".`);

const item = (name) => ({
  text: /^# (.*)$/m.exec(readFileSync(join(PAGES, `${name}.md`), 'utf8'))?.[1].replaceAll('`', ''),
  link: `/${name}`.replace(/index$/, ''),
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

/** Entry points of the runtime. */
const entryPoints = readdirSync(join(PAGES, 'api'), { recursive: true })
  .flatMap((file) => (/^mcp-provider.*\.md$/.test(file) ? file.slice(0, -3) : []))
  .sort()
  .map((name) => ({ text: name, link: `/api/${name}` }));

// GitHub Pages serves the site below the name of the repository.
const BASE = process.env.SITE_BASE ?? '/';
const REPOSITORY = 'https://github.com/create-mcp-provider/create-mcp-provider';

export default defineConfig({
  title: 'create-mcp-provider',
  description: 'Create an MCP server for an API, a database, files or another server.',
  lang: 'en-US',
  srcDir: 'pages',
  // Copies for agents, which are no pages.
  srcExclude: ['public/**'],
  outDir: 'dist',
  base: BASE,
  cacheDir: '.vitepress/cache',
  // Browsers ask for an icon.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // `<NAME>` in a page is text.
  markdown: { html: false },
  // Agents find the Markdown of a page.
  transformPageData: ({ relativePath, frontmatter }) => {
    const type = 'text/markdown';
    frontmatter.head = [['link', { rel: 'alternate', type, href: `${BASE}${relativePath}` }]];
  },
  themeConfig: {
    search: {
      provider: 'local',
      // Guides before the pages of each function, which have the same words.
      options: {
        miniSearch: {
          searchOptions: { boostDocument: (id) => (/\/(api|evidence)\//.test(id) ? 0.2 : 1) },
        },
      },
    },
    editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path` },
    outline: { level: [2, 3] },
    sidebar: [
      ...Object.entries(SECTIONS).map(([text, pages]) => ({
        text,
        collapsed: text !== 'Start',
        items: pages.map(item),
      })),
      {
        text: 'Runtime API',
        collapsed: true,
        items: [{ text: 'Entry points', link: '/api/' }, ...entryPoints],
      },
      { text: 'Rules', collapsed: true, items: [{ text: 'All rules', link: '/rules/' }, ...rules] },
    ],
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
  },
});
