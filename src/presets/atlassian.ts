import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Atlassian',
  baseUrl: 'https://api.atlassian.com',
  settings: {
    authorizationUrl: 'https://auth.atlassian.com/authorize',
    tokenUrl: 'https://auth.atlassian.com/oauth/token',
    clientAuthentication: 'post',
    authorizationParams: {
      audience: 'api.atlassian.com',
      prompt: 'consent',
    },
    quirks: {
      jsonRequest: true,
    },
  },
  alwaysScopes: ['offline_access'],
  exampleScopes: ['read:jira-work'],
  register: {
    url: 'https://developer.atlassian.com/console/myapps/',
    notes: [
      'APIs are below https://api.atlassian.com/ex/{product}/{cloudId}; on the domain of a site the token is refused.',
      'Refresh tokens end after 90 days without use.',
    ],
  },
  sources: {
    endpoints: 'https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps',
  },
  token: {
    style: 'basic',
    label: 'Email and API token',
    url: 'https://id.atlassian.com/manage-profile/security/api-tokens',
    baseUrl: 'https://your-site.atlassian.net',
    checkPath: '/rest/api/3/myself',
  },
  // Of Jira: with the ID of the site, which https://your-site.atlassian.net/_edge/tenant_info names.
  siteUrl: 'https://api.atlassian.com/ex/jira/CLOUD_ID',
  starter: [
    {
      tool: 'get_me: The signed-in user.',
      request: 'GET /rest/api/3/myself',
      scopes: ['read:jira-user'],
    },
    {
      tool: 'list_projects: Projects that the user can see.',
      request: 'GET /rest/api/3/project/search',
      params: [
        'query:string Words in the name or key',
        'maxResults:integer(1..100)=50 Results on a page',
        'startAt:integer(0..)=0 Position of the first result',
      ],
      scopes: ['read:jira-work'],
    },
    {
      tool: 'search_issues: Issues that match a query in JQL.',
      request: 'GET /rest/api/3/search/jql',
      params: [
        'jql:string! Query with a restriction, such as "project = ACME order by updated"',
        'fields:string="summary,status,assignee,updated" Fields, separated by commas',
        'maxResults:integer(1..100)=50 Results on a page',
        'nextPageToken:string Token of the next page',
      ],
      scopes: ['read:jira-work'],
    },
    {
      tool: 'get_issue: One issue.',
      request: 'GET /rest/api/3/issue/{issueIdOrKey}',
      params: ['issueIdOrKey:string! ID or key of the issue, such as ACME-1'],
      scopes: ['read:jira-work'],
    },
    {
      tool: 'list_comments: Comments on an issue.',
      request: 'GET /rest/api/3/issue/{issueIdOrKey}/comment',
      params: [
        'issueIdOrKey:string! ID or key of the issue, such as ACME-1',
        'maxResults:integer(1..100)=50 Results on a page',
      ],
      scopes: ['read:jira-work'],
    },
    {
      tool: 'list_transitions: States that an issue can change to.',
      request: 'GET /rest/api/3/issue/{issueIdOrKey}/transitions',
      params: ['issueIdOrKey:string! ID or key of the issue, such as ACME-1'],
      scopes: ['read:jira-work'],
    },
    {
      tool: 'search_users: Users with these words in name or email address.',
      request: 'GET /rest/api/3/user/search',
      params: ['query:string! Words'],
      scopes: ['read:jira-user'],
    },
    {
      tool: 'assign_issue: Assigns an issue to a user.',
      request: 'PUT /rest/api/3/issue/{issueIdOrKey}/assignee',
      params: [
        'issueIdOrKey:string! ID or key of the issue, such as ACME-1',
        'accountId:string! ID of the user',
      ],
      scopes: ['write:jira-work'],
    },
  ],
} satisfies Preset;
