import type { Preset } from '../model/preset.js';

const PAGE = '($first: Int, $after: String)';
const FROM = '(first: $first, after: $after)';
const MORE = 'pageInfo { hasNextPage endCursor }';

/** Of a connection (Relay), at a dotted path. */
const pagesOf = (path: string) => ({
  style: 'cursor',
  items: `${path}.nodes`,
  cursorParam: 'after',
  nextCursor: `${path}.pageInfo.endCursor`,
  hasMore: `${path}.pageInfo.hasNextPage`,
  sizeParam: 'first',
  maxSize: 50,
});

const ID = '9cfb482a-81e3-4154-b5b9-2c805e70a021';
const ISSUE_FIELDS = 'identifier title state { name } assignee { name } url';
const ISSUE = {
  identifier: 'ACME-1',
  title: 'Found a bug',
  state: { name: 'In Progress' },
  'assignee?': { name: 'Ann Lee' },
  url: 'https://linear.app/acme/issue/ACME-1',
};

/** Personal keys have permissions, unless they may do all that their owner may. */
const needs = (scope: string, permission: string) => ({ scopes: [scope], permission });

export default {
  displayName: 'Linear',
  baseUrl: 'https://api.linear.app',
  settings: {
    authorizationUrl: 'https://linear.app/oauth/authorize',
    tokenUrl: 'https://api.linear.app/oauth/token',
    revocationUrl: 'https://api.linear.app/oauth/revoke',
    clientAuthentication: 'post',
    scopeSeparator: ',',
  },
  exampleScopes: ['read'],
  register: {
    url: 'https://linear.app/settings/api/applications/new',
    notes: [
      'The API is GraphQL, at /graphql.',
      'With the parameter actor=app, changes appear as made by the app.',
    ],
  },
  sources: {
    endpoints: 'https://linear.app/developers/oauth-2-0-authentication',
    permissions: 'https://linear.app/docs/api-and-webhooks',
  },
  token: {
    style: 'api-key',
    settings: { in: 'header', name: 'Authorization' },
    label: 'Personal API key',
    url: 'https://linear.app/settings/account/security',
  },
  starter: [
    {
      tool: 'get_me: The signed-in user.',
      request: 'POST /graphql',
      ...needs('read', 'Read'),
      graphql: 'query Me { viewer { id name email } }',
      answer: { viewer: { id: ID, name: 'Ann Lee', email: 'ann@example.com' } },
      reads: true,
    },
    {
      tool: 'list_teams: Teams of the workspace.',
      request: 'POST /graphql',
      ...needs('read', 'Read'),
      graphql: `query Teams${PAGE} { teams${FROM} { nodes { id key name } ${MORE} } }`,
      list: { key: 'teams', pages: pagesOf('teams') },
      answer: { id: ID, key: 'ACME', name: 'Acme' },
      reads: true,
    },
    {
      tool: 'list_my_issues: Issues that are assigned to the signed-in user.',
      request: 'POST /graphql',
      ...needs('read', 'Read'),
      graphql: `query MyIssues${PAGE} { viewer { assignedIssues${FROM} { nodes { ${ISSUE_FIELDS} } ${MORE} } } }`,
      list: { key: 'issues', pages: pagesOf('viewer.assignedIssues') },
      answer: ISSUE,
      reads: true,
    },
    {
      tool: 'search_issues: Issues that contain a text.',
      request: 'POST /graphql',
      params: ['term:string! Text.'],
      ...needs('read', 'Read'),
      graphql: `query SearchIssues($term: String!, $first: Int, $after: String) { searchIssues(term: $term, first: $first, after: $after) { nodes { ${ISSUE_FIELDS} } ${MORE} } }`,
      list: { key: 'issues', pages: pagesOf('searchIssues') },
      answer: ISSUE,
      reads: true,
    },
    {
      tool: 'get_issue: One issue with its comments.',
      request: 'POST /graphql',
      params: ['id:string! ID or key of the issue, such as ACME-1.'],
      ...needs('read', 'Read'),
      graphql: `query Issue($id: String!) { issue(id: $id) { ${ISSUE_FIELDS} description comments { nodes { body user { name } } } } }`,
      answer: {
        issue: {
          ...ISSUE,
          'description?': 'The button does nothing.',
          comments: { nodes: [{ body: 'Me, too.', 'user?': { name: 'Bob Ray' } }] },
        },
      },
      reads: true,
    },
    {
      tool: 'list_projects: Projects of the workspace.',
      request: 'POST /graphql',
      ...needs('read', 'Read'),
      graphql: `query Projects${PAGE} { projects${FROM} { nodes { id name url } ${MORE} } }`,
      list: { key: 'projects', pages: pagesOf('projects') },
      answer: { id: ID, name: 'Launch', url: 'https://linear.app/acme/project/launch' },
      reads: true,
    },
    {
      tool: 'create_issue: Opens an issue.',
      request: 'POST /graphql',
      params: [
        'teamId:string! ID of the team.',
        'title:string! Title.',
        'description:string Text, in Markdown.',
      ],
      ...needs('issues:create', 'Create issues'),
      graphql:
        'mutation CreateIssue($teamId: String!, $title: String!, $description: String) { issueCreate(input: { teamId: $teamId, title: $title, description: $description }) { success issue { identifier url } } }',
      answer: {
        issueCreate: {
          success: true,
          'issue?': { identifier: 'ACME-1', url: 'https://linear.app/acme/issue/ACME-1' },
        },
      },
    },
    {
      tool: 'add_comment: Comments on an issue.',
      request: 'POST /graphql',
      params: ['issueId:string! ID or key of the issue.', 'body:string! Text, in Markdown.'],
      ...needs('comments:create', 'Create comments'),
      graphql:
        'mutation AddComment($issueId: String!, $body: String!) { commentCreate(input: { issueId: $issueId, body: $body }) { success comment { url } } }',
      answer: {
        commentCreate: {
          success: true,
          comment: { url: 'https://linear.app/acme/issue/ACME-1#comment-1' },
        },
      },
    },
  ],
} satisfies Preset;
