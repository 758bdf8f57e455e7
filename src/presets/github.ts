import type { Preset } from '../model/preset.js';

const REPOSITORY = [
  'owner:string! Owner of the repository.',
  'repo:string! Name of the repository.',
];
const REF = 'ref:string Branch, tag or commit.';
const NUMBER = [...REPOSITORY, 'issue_number:integer! Number of the issue or pull request.'];
const PAGES = { style: 'link', sizeParam: 'per_page', maxSize: 100 };

const ISSUE = {
  number: 1347,
  title: 'Found a bug',
  state: 'open',
  html_url: 'https://github.com/octocat/hello-1/issues/1347',
  'user?': { login: 'octocat' },
  labels: [{ 'name?': 'bug' }],
  'assignees?': [{ login: 'octocat' }],
  comments: 2,
  'pull_request?': { html_url: 'https://github.com/octocat/hello-1/pull/1347' },
  created_at: '2026-01-31T09:30:00Z',
  updated_at: '2026-02-03T10:00:00Z',
  'closed_at?': '2026-02-03T10:00:00Z',
};
/** Texts of many issues are much to read: lists are without them. */
const WHOLE_ISSUE = { ...ISSUE, 'body?': 'It does not work.' };
const COMMENT = {
  html_url: 'https://github.com/octocat/hello-1/issues/1347#issuecomment-1',
  'user?': { login: 'octocat' },
  created_at: '2026-02-01T09:30:00Z',
  'body?': 'Me, too.',
};

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
    permissions:
      'https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens',
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
      answer: {
        login: 'octocat',
        'name?': 'Mona Lisa',
        html_url: 'https://github.com/octocat',
        'company?': 'GitHub',
        'bio?': 'Paints.',
        public_repos: 8,
      },
      scopes: ['read:user'],
    },
    {
      tool: 'list_repos: Repositories that the signed-in user can access.',
      request: 'GET /user/repos',
      params: ['sort:created|updated|pushed|full_name=updated Order of the list.'],
      list: { key: 'repositories', pages: PAGES },
      answer: {
        full_name: 'octocat/hello-1',
        'description?': 'Says hello.',
        html_url: 'https://github.com/octocat/hello-1',
        private: false,
        archived: false,
        'language?': 'TypeScript',
        default_branch: 'main',
        'pushed_at?': '2026-02-03T10:00:00Z',
      },
      ...needs('Metadata: read'),
    },
    {
      tool: 'list_issues: Issues and pull requests of a repository, the newest first; pull requests have `pull_request`.',
      request: 'GET /repos/{owner}/{repo}/issues',
      params: [
        ...REPOSITORY,
        'state:open|closed|all=open State of the issues.',
        'labels:string Names of labels, separated by commas.',
      ],
      list: { key: 'issues', pages: PAGES },
      answer: ISSUE,
      ...needs('Issues: read'),
    },
    {
      tool: 'get_issue: One issue or pull request, with its text.',
      request: 'GET /repos/{owner}/{repo}/issues/{issue_number}',
      params: [...NUMBER],
      answer: WHOLE_ISSUE,
      ...needs('Issues: read'),
    },
    {
      tool: 'list_comments: Comments on an issue or pull request, the oldest first.',
      request: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      params: [...NUMBER],
      list: { key: 'comments', pages: PAGES },
      answer: COMMENT,
      ...needs('Issues: read'),
    },
    {
      tool: 'search_issues: Issues, or pull requests, that match a query, in all repositories.',
      request: 'GET /search/issues',
      params: [
        'q:string! Query with "is:issue" or "is:pull-request", such as "is:issue is:open author:@me".',
      ],
      list: { key: 'issues', pages: { ...PAGES, items: 'items' } },
      answer: ISSUE,
      ...needs('Issues: read'),
    },
    {
      tool: 'list_pulls: Pull requests of a repository, the newest first.',
      request: 'GET /repos/{owner}/{repo}/pulls',
      params: [...REPOSITORY, 'state:open|closed|all=open State of the pull requests.'],
      list: { key: 'pulls', pages: PAGES },
      answer: {
        number: 1348,
        title: 'Fix the bug',
        state: 'open',
        'draft?': false,
        html_url: 'https://github.com/octocat/hello-1/pull/1348',
        'user?': { login: 'octocat' },
        head: { ref: 'fix', sha: '6dcb09b5' },
        base: { ref: 'main' },
        created_at: '2026-02-01T09:30:00Z',
        updated_at: '2026-02-03T10:00:00Z',
        'merged_at?': '2026-02-03T10:00:00Z',
      },
      ...needs('Pull requests: read'),
    },
    {
      tool: 'list_commits: Commits of a repository, the newest first.',
      request: 'GET /repos/{owner}/{repo}/commits',
      params: [
        ...REPOSITORY,
        'sha:string Branch or commit to start from.',
        'path:string Only commits that change this path.',
      ],
      list: { key: 'commits', pages: PAGES },
      answer: {
        sha: '6dcb09b5',
        html_url: 'https://github.com/octocat/hello-1/commit/6dcb09b5',
        commit: {
          message: 'Fix the bug',
          'author?': { 'name?': 'Mona Lisa', 'date?': '2026-02-01T09:30:00Z' },
        },
      },
      ...needs('Contents: read'),
    },
    {
      tool: 'list_directory: Files and directories in one directory of a repository, with paths relative to it.',
      request: 'GET /repos/{owner}/{repo}/git/trees/{tree}',
      params: [
        ...REPOSITORY,
        'tree:string! For the root, "HEAD", a tag or a commit, such as the first of list_commits; for a directory in a result, its `sha`.',
      ],
      answer: {
        sha: '44b4fc6d',
        tree: [{ path: 'README.md', type: 'blob', 'size?': 13, sha: '7c258a9e' }],
        truncated: false,
      },
      ...needs('Contents: read'),
    },
    {
      tool: 'get_file: The content of a file of a repository, by its path from the root.',
      request: 'GET /repos/{owner}/{repo}/contents/{path}',
      params: [...REPOSITORY, 'path:string! Path of the file, such as "src/lib/index.ts".', REF],
      response: 'text',
      accept: 'application/vnd.github.raw+json',
      ...needs('Contents: read'),
    },
    {
      tool: 'create_issue: Opens an issue.',
      request: 'POST /repos/{owner}/{repo}/issues',
      params: [...REPOSITORY, 'title:string! Title.', 'body:string Text, in Markdown.'],
      answer: ISSUE,
      ...needs('Issues: write'),
    },
    {
      tool: 'add_comment: Comments on an issue or pull request.',
      request: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      params: [...NUMBER, 'body:string! Text, in Markdown.'],
      answer: COMMENT,
      ...needs('Issues: write'),
    },
    {
      tool: 'update_issue: Changes the title, the text or the state of an issue.',
      request: 'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
      params: [
        ...NUMBER,
        'title:string New title.',
        'body:string New text, in Markdown.',
        'state:open|closed New state.',
      ],
      answer: ISSUE,
      ...needs('Issues: write'),
    },
  ],
} satisfies Preset;
