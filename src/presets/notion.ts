import type { Preset } from '../model/preset.js';

const PAGES = {
  style: 'cursor',
  items: 'results',
  cursorParam: 'start_cursor',
  nextCursor: 'next_cursor',
  hasMore: 'has_more',
  sizeParam: 'page_size',
  maxSize: 100,
};

const ID = 'b55c9c91-384d-452b-81db-d1ef79372b75';
const USER = { id: ID, type: 'person', 'name?': 'Ann Lee', '...': true };
/** Every database has other properties; the title of a page is one of them. */
const PAGE = {
  object: 'page',
  id: ID,
  'url?': 'https://www.notion.so/Minutes-b55c9c91384d452b81dbd1ef79372b75',
  'created_time?': '2026-02-01T09:30:00.000Z',
  'last_edited_time?': '2026-02-03T10:00:00.000Z',
  'in_trash?': false,
  properties: { '...': true },
};

export default {
  displayName: 'Notion',
  baseUrl: 'https://api.notion.com/v1',
  headers: { 'Notion-Version': '2026-03-11' },
  settings: {
    authorizationUrl: 'https://api.notion.com/v1/oauth/authorize',
    tokenUrl: 'https://api.notion.com/v1/oauth/token',
    clientAuthentication: 'basic-raw',
    authorizationParams: {
      owner: 'user',
    },
    quirks: {
      jsonRequest: true,
      headers: {
        'Notion-Version': '2026-03-11',
      },
    },
  },
  exampleScopes: [],
  register: {
    url: 'https://www.notion.so/my-integrations',
    notes: ['There are no scopes: users choose pages when they allow access.'],
  },
  sources: {
    endpoints: 'https://developers.notion.com/reference/create-a-token',
    version: 'https://developers.notion.com/reference/versioning',
    refresh: 'https://developers.notion.com/reference/refresh-a-token',
  },
  token: {
    style: 'bearer',
    label: 'Internal access token',
    url: 'https://www.notion.so/my-integrations',
    checkPath: '/users/me',
  },
  starter: [
    {
      tool: 'get_me: The bot that is signed in.',
      request: 'GET /users/me',
      answer: USER,
    },
    {
      tool: 'list_users: Users and bots of the workspace.',
      request: 'GET /users',
      list: { key: 'users', pages: PAGES },
      answer: USER,
      permission: 'Read user information',
    },
    {
      tool: 'search: Pages and data sources with these words in the title.',
      request: 'POST /search',
      params: ['query:string Words in the title.'],
      list: { key: 'found', pages: PAGES },
      answer: PAGE,
      permission: 'Read content',
      reads: true,
    },
    {
      tool: 'get_page: Properties of a page.',
      request: 'GET /pages/{page_id}',
      params: ['page_id:string! ID of the page.'],
      answer: PAGE,
      permission: 'Read content',
    },
    {
      tool: 'read_page: Content of a page, in Markdown.',
      request: 'GET /pages/{page_id}/markdown',
      params: ['page_id:string! ID of the page.'],
      answer: { id: ID, markdown: '# Minutes', 'truncated?': false },
      permission: 'Read content',
    },
    {
      tool: 'list_blocks: Blocks of a page or block.',
      request: 'GET /blocks/{block_id}/children',
      params: ['block_id:string! ID of the page or block.'],
      list: { key: 'blocks', pages: PAGES },
      // What it contains is under the name of its type.
      answer: { id: ID, type: 'paragraph', 'has_children?': false, '...': true },
      permission: 'Read content',
    },
    {
      tool: 'get_data_source: Properties of a data source.',
      request: 'GET /data_sources/{data_source_id}',
      params: ['data_source_id:string! ID of the data source.'],
      answer: PAGE,
      permission: 'Read content',
    },
    {
      tool: 'query_data_source: Pages of a data source.',
      request: 'POST /data_sources/{data_source_id}/query',
      params: ['data_source_id:string! ID of the data source.'],
      list: { key: 'pages', pages: PAGES },
      answer: PAGE,
      permission: 'Read content',
      reads: true,
    },
    {
      tool: 'list_comments: Comments on a page or block.',
      request: 'GET /comments',
      params: ['block_id:string! ID of the page or block.'],
      list: { key: 'comments', pages: PAGES },
      answer: {
        id: ID,
        discussion_id: 'f1407351-36f5-4c49-a13c-49f8ba11776d',
        created_time: '2026-02-03T10:00:00.000Z',
        created_by: { id: '67030467-b97b-4729-8fd6-2fb33d012da4' },
        rich_text: [{ plain_text: 'Is this done?' }],
      },
      permission: 'Read comments',
    },
    {
      tool: 'delete_block: Moves a block to the trash.',
      request: 'DELETE /blocks/{block_id}',
      params: ['block_id:string! ID of the block.'],
      answer: { id: ID, 'in_trash?': true },
      permission: 'Update content',
    },
  ],
} satisfies Preset;
