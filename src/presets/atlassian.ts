import type { Preset } from '../model/preset.js';

const PAGES = { style: 'offset', offsetParam: 'startAt', sizeParam: 'maxResults', maxSize: 50 };

const USER = {
  accountId: '5b10a2844c20165700ede210',
  displayName: 'Ann Lee',
  'emailAddress?': 'ann@example.com',
  active: true,
};
const FIELDS = {
  summary: 'Found a bug',
  'status?': { name: 'To Do' },
  'assignee?': { displayName: 'Ann Lee' },
  'updated?': '2026-02-03T10:00:00.000+0000',
};
/** Text in the Atlassian Document Format. */
const DOCUMENT = { type: 'doc', '...': true };
const ISSUE_FIELDS = {
  ...FIELDS,
  'reporter?': { displayName: 'Bob Ray' },
  'created?': '2026-02-01T09:30:00.000+0000',
  'description?': DOCUMENT,
};
const namesOf = (fields: object) => Object.keys(fields).join().replaceAll('?', '');

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
      answer: USER,
      scopes: ['read:jira-user'],
    },
    {
      tool: 'list_projects: Projects that the user can see.',
      request: 'GET /rest/api/3/project/search',
      params: ['query:string Words in the name or key.'],
      list: { key: 'projects', pages: { ...PAGES, items: 'values', total: 'total' } },
      answer: { id: '10000', key: 'ACME', name: 'Acme', 'projectTypeKey?': 'software' },
      scopes: ['read:jira-work'],
    },
    {
      tool: 'search_issues: Issues that match a query in JQL.',
      request: 'GET /rest/api/3/search/jql',
      params: [
        'jql:string! Query with a restriction, such as "project = ACME order by updated".',
        `fields=="${namesOf(FIELDS)}"`,
      ],
      list: {
        key: 'issues',
        pages: {
          style: 'cursor',
          items: 'issues',
          cursorParam: 'nextPageToken',
          nextCursor: 'nextPageToken',
          sizeParam: 'maxResults',
          maxSize: 100,
        },
      },
      answer: { key: 'ACME-1', fields: FIELDS },
      scopes: ['read:jira-work'],
    },
    {
      tool: 'get_issue: One issue.',
      request: 'GET /rest/api/3/issue/{issueIdOrKey}',
      params: [
        'issueIdOrKey:string! ID or key of the issue, such as ACME-1.',
        `fields=="${namesOf(ISSUE_FIELDS)}"`,
      ],
      answer: {
        key: 'ACME-1',
        fields: ISSUE_FIELDS,
      },
      scopes: ['read:jira-work'],
    },
    {
      tool: 'list_comments: Comments on an issue, the oldest first.',
      request: 'GET /rest/api/3/issue/{issueIdOrKey}/comment',
      params: ['issueIdOrKey:string! ID or key of the issue, such as ACME-1.'],
      list: { key: 'comments', pages: { ...PAGES, items: 'comments', total: 'total' } },
      answer: {
        id: '10001',
        'author?': { displayName: 'Bob Ray' },
        'body?': DOCUMENT,
        created: '2026-02-01T09:30:00.000+0000',
      },
      scopes: ['read:jira-work'],
    },
    {
      tool: 'list_transitions: States that an issue can change to.',
      request: 'GET /rest/api/3/issue/{issueIdOrKey}/transitions',
      params: ['issueIdOrKey:string! ID or key of the issue, such as ACME-1.'],
      answer: { transitions: [{ id: '31', name: 'Finish', to: { name: 'Done' } }] },
      scopes: ['read:jira-work'],
    },
    {
      tool: 'search_users: Users with these words in name or email address.',
      request: 'GET /rest/api/3/user/search',
      params: ['query:string! Words.'],
      list: { key: 'users', pages: PAGES },
      answer: USER,
      scopes: ['read:jira-user'],
    },
    {
      tool: 'assign_issue: Assigns an issue to a user.',
      request: 'PUT /rest/api/3/issue/{issueIdOrKey}/assignee',
      params: [
        'issueIdOrKey:string! ID or key of the issue, such as ACME-1.',
        'accountId:string! ID of the user.',
      ],
      scopes: ['write:jira-work'],
    },
  ],
} satisfies Preset;
