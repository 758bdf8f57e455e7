import type { Preset } from '../model/preset.js';

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
    },
    {
      tool: 'list_users: Users and bots of the workspace.',
      request: 'GET /users',
      params: [
        'page_size:integer(1..100)=50 Results on a page',
        'start_cursor:string Cursor of the next page',
      ],
      permission: 'Read user information',
    },
    {
      tool: 'search: Pages and data sources with these words in the title.',
      request: 'POST /search',
      params: [
        'query:string Words in the title',
        'page_size:integer(1..100)=20 Results on a page',
        'start_cursor:string Cursor of the next page',
      ],
      permission: 'Read content',
      reads: true,
    },
    {
      tool: 'get_page: Properties of a page.',
      request: 'GET /pages/{page_id}',
      params: ['page_id:string! ID of the page'],
      permission: 'Read content',
    },
    {
      tool: 'read_page: Content of a page, in Markdown.',
      request: 'GET /pages/{page_id}/markdown',
      params: ['page_id:string! ID of the page'],
      permission: 'Read content',
    },
    {
      tool: 'list_blocks: Blocks of a page or block.',
      request: 'GET /blocks/{block_id}/children',
      params: [
        'block_id:string! ID of the page or block',
        'page_size:integer(1..100)=50 Results on a page',
        'start_cursor:string Cursor of the next page',
      ],
      permission: 'Read content',
    },
    {
      tool: 'get_data_source: Properties of a data source.',
      request: 'GET /data_sources/{data_source_id}',
      params: ['data_source_id:string! ID of the data source'],
      permission: 'Read content',
    },
    {
      tool: 'query_data_source: Pages of a data source.',
      request: 'POST /data_sources/{data_source_id}/query',
      params: [
        'data_source_id:string! ID of the data source',
        'page_size:integer(1..100)=20 Results on a page',
        'start_cursor:string Cursor of the next page',
      ],
      permission: 'Read content',
      reads: true,
    },
    {
      tool: 'list_comments: Comments on a page or block.',
      request: 'GET /comments',
      params: ['block_id:string! ID of the page or block'],
      permission: 'Read comments',
    },
    {
      tool: 'delete_block: Moves a block to the trash.',
      request: 'DELETE /blocks/{block_id}',
      params: ['block_id:string! ID of the block'],
      permission: 'Update content',
    },
  ],
} satisfies Preset;
