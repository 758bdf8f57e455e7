import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'board', {
  signIn: apiKey({ header: 'Authorization' }),
  tools: {
    find_issues: {
      arguments: { team: 'team', text: 'text', first: 21 },
      invalid: { team: 42 },
      request: {
        method: 'POST',
        path: '/graphql',
        body: {
          query:
            '\nquery FindIssues($team: String!, $text: String!, $first: Int!) {\n  issues(first: $first, filter: { team: { key: { eq: $team } }, title: { contains: $text } }) {\n    nodes { id title url assignee { name } }\n  }\n}\n',
          variables: { team: 'team', text: 'text', first: 21 },
        },
      },
      response: {
        data: {
          issues: {
            nodes: [
              { id: 'id', title: 'title', url: 'https://example.com/', assignee: { name: 'name' } },
            ],
          },
        },
      },
      result: {
        issues: {
          nodes: [
            { id: 'id', title: 'title', url: 'https://example.com/', assignee: { name: 'name' } },
          ],
        },
      },
    },
    create_issue: {
      arguments: { team: 'team', title: 'title', description: 'description' },
      invalid: { team: 42 },
      request: {
        method: 'POST',
        path: '/graphql',
        body: {
          query:
            '\nmutation CreateIssue($team: String!, $title: String!, $description: String) {\n  issueCreate(input: { teamId: $team, title: $title, description: $description }) {\n    success\n    issue { id title url assignee { name } }\n  }\n}\n',
          variables: { team: 'team', title: 'title', description: 'description' },
        },
      },
      response: {
        data: {
          issueCreate: {
            success: true,
            issue: {
              id: 'id',
              title: 'title',
              url: 'https://example.com/',
              assignee: { name: 'name' },
            },
          },
        },
      },
      result: {
        issueCreate: {
          success: true,
          issue: {
            id: 'id',
            title: 'title',
            url: 'https://example.com/',
            assignee: { name: 'name' },
          },
        },
      },
    },
  },
});
