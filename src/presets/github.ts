import type { Preset } from '../model/preset.js';

const REPOSITORY = ['owner:string! Owner of the repository', 'repo:string! Name of the repository'];
const ISSUE = [...REPOSITORY, 'issue_number:integer! Number of the issue or pull request'];
const PAGE = [
  'per_page:integer(1..100)=30 Results on a page',
  'page:integer(1..)=1 Page of results',
];

/** OAuth apps have one scope for all of a repository; tokens of persons have permissions. */
const needs = (permission: string) => ({ scopes: ['repo'], permission });

export default {
  displayName: 'GitHub',
  baseUrl: 'https://api.github.com',
  headers: { 'X-GitHub-Api-Version': '2022-11-28' },
  settings: {
    // Sent as `iss` in every callback since April 2026.
    issuer: 'https://github.com/login/oauth',
    authorizationUrl: 'https://github.com/login/oauth/authorize',
    tokenUrl: 'https://github.com/login/oauth/access_token',
    clientAuthentication: 'post',
    quirks: {
      errorsWith200: true,
      endedErrors: ['bad_refresh_token', 'bad_verification_code'],
    },
  },
  exampleScopes: ['read:user'],
  // GitHub Apps with expiring tokens; tokens of OAuth apps do not end and have no refresh token.
  loopback: '127.0.0.1',
  register: {
    url: 'https://github.com/settings/developers',
    notes: [
      'A GitHub App ignores scopes: its permissions are set in the app.',
      'Loopback redirect URIs may use any port.',
    ],
  },
  sources: {
    endpoints:
      'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
    errors:
      'https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors',
    version: 'https://docs.github.com/en/rest/about-the-rest-api/api-versions',
    refresh:
      'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens',
    issuer: 'https://docs.github.com/en/apps/github-authentication-discovery-endpoints',
  },
  token: {
    style: 'bearer',
    label: 'Personal access token',
    url: 'https://github.com/settings/personal-access-tokens/new',
    checkPath: '/user',
  },
  starter: [
    {
      tool: 'get_me: The signed-in user.',
      request: 'GET /user',
      scopes: ['read:user'],
    },
    {
      tool: 'list_repos: Repositories that the signed-in user can access.',
      request: 'GET /user/repos',
      params: ['sort:created|updated|pushed|full_name=updated Order', ...PAGE],
      ...needs('Metadata: read'),
    },
    {
      tool: 'list_issues: Issues and pull requests of a repository.',
      request: 'GET /repos/{owner}/{repo}/issues',
      params: [
        ...REPOSITORY,
        'state:open|closed|all=open State',
        'labels:string Names of labels, separated by commas',
        ...PAGE,
      ],
      ...needs('Issues: read'),
    },
    {
      tool: 'get_issue: One issue or pull request.',
      request: 'GET /repos/{owner}/{repo}/issues/{issue_number}',
      params: [...ISSUE],
      ...needs('Issues: read'),
    },
    {
      tool: 'list_comments: Comments on an issue or pull request.',
      request: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      params: [...ISSUE, ...PAGE],
      ...needs('Issues: read'),
    },
    {
      tool: 'search_issues: Issues and pull requests that match a query, in all repositories.',
      request: 'GET /search/issues',
      params: ['q:string! Query, such as "is:issue is:open author:@me"', ...PAGE],
      ...needs('Issues: read'),
    },
    {
      tool: 'list_pulls: Pull requests of a repository.',
      request: 'GET /repos/{owner}/{repo}/pulls',
      params: [...REPOSITORY, 'state:open|closed|all=open State', ...PAGE],
      ...needs('Pull requests: read'),
    },
    {
      tool: 'list_commits: Commits of a repository, the newest first.',
      request: 'GET /repos/{owner}/{repo}/commits',
      params: [
        ...REPOSITORY,
        'sha:string Branch or commit to start from',
        'path:string Only commits that change this path',
        ...PAGE,
      ],
      ...needs('Contents: read'),
    },
    {
      tool: 'get_file: A file or directory of a repository; the content of a file is Base64.',
      request: 'GET /repos/{owner}/{repo}/contents/{path}',
      params: [
        ...REPOSITORY,
        'path:string! Path in the repository',
        'ref:string Branch, tag or commit',
      ],
      ...needs('Contents: read'),
    },
    {
      tool: 'create_issue: Opens an issue.',
      request: 'POST /repos/{owner}/{repo}/issues',
      params: [...REPOSITORY, 'title:string! Title', 'body:string Text, in Markdown'],
      ...needs('Issues: write'),
    },
    {
      tool: 'add_comment: Comments on an issue or pull request.',
      request: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      params: [...ISSUE, 'body:string! Text, in Markdown'],
      ...needs('Issues: write'),
    },
    {
      tool: 'update_issue: Changes the title, the text or the state of an issue.',
      request: 'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
      params: [
        ...ISSUE,
        'title:string New title',
        'body:string New text, in Markdown',
        'state:open|closed New state',
      ],
      ...needs('Issues: write'),
    },
  ],
} satisfies Preset;
