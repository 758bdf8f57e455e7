import type { Preset } from '../model/preset.js';

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
      scopes: ['read'],
      graphql: 'query Me { viewer { id name email } }',
      reads: true,
    },
    {
      tool: 'list_teams: Teams of the workspace.',
      request: 'POST /graphql',
      scopes: ['read'],
      graphql: 'query Teams { teams { nodes { id key name } } }',
      reads: true,
    },
    {
      tool: 'list_my_issues: Issues that are assigned to the signed-in user.',
      request: 'POST /graphql',
      params: ['first:integer(1..100)=25 Most results'],
      scopes: ['read'],
      graphql:
        'query MyIssues($first: Int) { viewer { assignedIssues(first: $first) { nodes { identifier title state { name } assignee { name } url } } } }',
      reads: true,
    },
    {
      tool: 'search_issues: Issues that contain a text.',
      request: 'POST /graphql',
      params: ['term:string! Text', 'first:integer(1..100)=25 Most results'],
      scopes: ['read'],
      graphql:
        'query SearchIssues($term: String!, $first: Int) { searchIssues(term: $term, first: $first) { nodes { identifier title state { name } assignee { name } url } } }',
      reads: true,
    },
    {
      tool: 'get_issue: One issue with its comments.',
      request: 'POST /graphql',
      params: ['id:string! ID or key of the issue, such as ACME-1'],
      scopes: ['read'],
      graphql:
        'query Issue($id: String!) { issue(id: $id) { identifier title description url state { name } assignee { name } comments { nodes { body user { name } } } } }',
      reads: true,
    },
    {
      tool: 'list_projects: Projects of the workspace.',
      request: 'POST /graphql',
      params: ['first:integer(1..100)=25 Most results'],
      scopes: ['read'],
      graphql: 'query Projects($first: Int) { projects(first: $first) { nodes { id name url } } }',
      reads: true,
    },
    {
      tool: 'create_issue: Opens an issue.',
      request: 'POST /graphql',
      params: [
        'teamId:string! ID of the team',
        'title:string! Title',
        'description:string Text, in Markdown',
      ],
      scopes: ['issues:create'],
      graphql:
        'mutation CreateIssue($teamId: String!, $title: String!, $description: String) { issueCreate(input: { teamId: $teamId, title: $title, description: $description }) { success issue { identifier url } } }',
    },
    {
      tool: 'add_comment: Comments on an issue.',
      request: 'POST /graphql',
      params: ['issueId:string! ID or key of the issue', 'body:string! Text, in Markdown'],
      scopes: ['comments:create'],
      graphql:
        'mutation AddComment($issueId: String!, $body: String!) { commentCreate(input: { issueId: $issueId, body: $body }) { success comment { url } } }',
    },
  ],
} satisfies Preset;
