import type { Variant } from '../variants.js';

/** Whole providers as other people would write them within the layout. */
export const variants: readonly Variant[] = [
  {
    variant: 'classes that are handed to one another',
    edits: {
      'src/providers/issues/tools/add-comment.ts': null,
      'src/providers/issues/tools/create-issue.ts': null,
      'src/providers/issues/tools/list-issues.ts': null,
      'src/providers/issues/tools/update-issue.ts': null,
      'src/providers/issues/tools/get-issue.ts': null,
      'src/providers/issues/api/add-comment.ts': null,
      'src/providers/issues/api/create-issue.ts': null,
      'src/providers/issues/api/list-issues.ts': null,
      'src/providers/issues/api/update-issue.ts': null,
      'src/providers/issues/api/get-issue.ts': null,
      'src/providers/issues/index.ts':
        "import './prompts/triage.js';\nimport './resources/readme.js';\nimport { registerTools } from './tools/issue.tools.js';\nimport { container } from './container.js';\n\nregisterTools(container);\n\nexport * as apiAuth from './api/auth.js';\nexport * as mcpInstance from './mcp-instance.js';\nexport * as serverAuth from './server-auth.js';\n",
      'src/providers/issues/container.ts':
        "import { IssueRepository } from './api/issue.repository.js';\nimport { RestClient } from './api/rest.client.js';\nimport { CredentialService } from './api/credential.service.js';\nimport { IssueService } from './services/issue.service.js';\n\nexport class Container {\n  readonly credentials = new CredentialService();\n  readonly client = new RestClient(this.credentials);\n  readonly repository = new IssueRepository(this.client);\n  readonly issues = new IssueService(this.repository);\n}\n\nexport const container = new Container();\n",
      'src/providers/issues/api/credential.service.ts':
        "import type { Credentials } from './auth.js';\nimport type { Principal } from '../../../core/principal.js';\nimport { AuthNeededError } from '../../../core/credentials/auth-needed.js';\nimport { getCredentials } from './auth.js';\nimport { PROVIDER_NAME } from '../mcp-instance.js';\n\nexport class CredentialService {\n  async forPrincipal({ userId }: Principal): Promise<Credentials> {\n    const credentials = await getCredentials(userId);\n    if (credentials === null) {\n      throw new AuthNeededError(PROVIDER_NAME, userId);\n    }\n    return credentials;\n  }\n}\n",
      'src/providers/issues/api/rest.client.ts':
        "import type { CallContext } from '../../../core/define.js';\nimport type { ApiRequest } from '../../../core/http.js';\nimport { configOf } from '../../../core/config.js';\nimport { http } from '../../../core/http.js';\nimport { PROVIDER_NAME } from '../mcp-instance.js';\nimport { authorize } from './auth.js';\nimport type { CredentialService } from './credential.service.js';\n\nexport class RestClient {\n  constructor(private readonly credentials: CredentialService) {}\n\n  async send<T>(request: ApiRequest, { principal, signal }: CallContext): Promise<T> {\n    const credentials = await this.credentials.forPrincipal(principal);\n    const { body } = await http(configOf(PROVIDER_NAME).base_url, authorize(request, credentials), signal);\n    return body as T;\n  }\n}\n",
      'src/providers/issues/api/issue.repository.ts':
        "import type { CallContext } from '../../../core/define.js';\nimport { path } from '../../../core/http.js';\nimport type { RestClient } from './rest.client.js';\n\nexport interface IssueKey {\n  owner: string;\n  repo: string;\n  number: number;\n}\n\nexport class IssueRepository {\n  readonly #client: RestClient;\n\n  constructor(client: RestClient) {\n    this.#client = client;\n  }\n\n  find(key: IssueKey, context: CallContext) {\n    return this.#client.send<Record<string, unknown>>(\n      { method: 'GET', path: path`/repos/${key.owner}/${key.repo}/issues/${key.number}` },\n      context,\n    );\n  }\n\n  async close(key: IssueKey, context: CallContext) {\n    return this.#client.send<Record<string, unknown>>(\n      {\n        method: 'PATCH',\n        path: path`/repos/${key.owner}/${key.repo}/issues/${key.number}`,\n        body: { state: 'closed' },\n      },\n      context,\n    );\n  }\n}\n",
      'src/providers/issues/services/issue.service.ts':
        "import type { CallContext } from '../../../core/define.js';\nimport type { IssueKey, IssueRepository } from '../api/issue.repository.js';\n\nexport abstract class BaseService<R> {\n  protected constructor(protected readonly repository: R) {}\n}\n\nexport class IssueService extends BaseService<IssueRepository> {\n  public constructor(repository: IssueRepository) {\n    super(repository);\n  }\n\n  public async get(key: IssueKey, context: CallContext): Promise<unknown> {\n    return this.repository.find(key, context);\n  }\n\n  public close = async (key: IssueKey, context: CallContext): Promise<unknown> => {\n    const issue = await this.repository.find(key, context);\n    if (issue.state === 'closed') return issue;\n    return this.repository.close(key, context);\n  };\n}\n",
      'src/providers/issues/tools/issue.tools.ts':
        "import { z } from 'zod';\nimport type { Container } from '../container.js';\nimport { tool } from '../mcp-instance.js';\n\nconst IssueKeySchema = z.object({\n  owner: z.string().min(1).describe('Account that owns the repository.'),\n  repo: z.string().min(1).describe('Name of the repository.'),\n  number: z.number().int().positive().describe('Number of the issue.'),\n});\n\nconst IssueSchema = z.object({\n  number: z.number(),\n  title: z.string(),\n  state: z.enum(['open', 'closed']),\n});\n\nexport function registerTools({ issues }: Container): void {\n  tool({\n    name: 'get_issue',\n    title: 'Get issue',\n    description: 'One issue of a repository.',\n    input: IssueKeySchema,\n    output: IssueSchema,\n    annotations: { readOnlyHint: true, openWorldHint: true },\n    run: (args, context) => issues.get(args, context),\n  });\n\n  tool({\n    name: 'close_issue',\n    title: 'Close issue',\n    description: 'Close an issue of a repository.',\n    input: IssueKeySchema.extend({ reason: z.enum(['completed', 'not_planned']).optional().describe('Why.') }),\n    output: IssueSchema,\n    annotations: { destructiveHint: false, idempotentHint: true },\n    async run({ owner, repo, number }, context) {\n      return issues.close({ owner, repo, number }, context);\n    },\n  });\n}\n",
      'tests/issues/classes.test.ts':
        "import { it } from 'vitest';\nit('names close_issue and get_issue', () => {});\n",
      '.mcp-provider.json':
        '{ "generator": { "name": "create-mcp-provider", "version": "0.1.0" }, "project": { "name": "issues", "sdk": "v2", "packageManager": "npm" }, "providers": { "issues": { "name": "issues", "tools": [{ "name": "get_issue" }] } } }\n',
    },
  },
  {
    variant: 'functions, barrels and path aliases',
    edits: {
      'src/providers/issues/tools/add-comment.ts': null,
      'src/providers/issues/tools/create-issue.ts': null,
      'src/providers/issues/tools/list-issues.ts': null,
      'src/providers/issues/tools/update-issue.ts': null,
      'src/providers/issues/tools/get-issue.ts': null,
      'src/providers/issues/api/add-comment.ts': null,
      'src/providers/issues/api/create-issue.ts': null,
      'src/providers/issues/api/list-issues.ts': null,
      'src/providers/issues/api/update-issue.ts': null,
      'src/providers/issues/api/get-issue.ts': null,
      '.mcp-provider.json':
        '{ "generator": { "name": "create-mcp-provider", "version": "0.1.0" }, "project": { "name": "issues", "sdk": "v2", "packageManager": "npm" }, "providers": { "issues": { "name": "issues", "tools": [{ "name": "get_issue" }] } } }\n',
      'tests/issues/fn.test.ts':
        "import { it } from 'vitest';\nit.each(['get_issue', 'search_issues', 'label_issue'])('%s', () => {});\n",
      'tsconfig.json': [
        '"noEmit": true,',
        '"noEmit": true,\n    "paths": { "@core/*": ["./src/core/*"], "@issues/*": ["./src/providers/issues/*"] },',
      ],
      'src/providers/issues/api/auth.ts':
        "export { Credentials, getCredentials, saveCredentials, signOut, authorize } from '@issues/auth/index.js'\n",
      'src/providers/issues/auth/index.ts':
        "export * from './credentials.js'\nexport * from './authorize.js'\n",
      'src/providers/issues/auth/authorize.ts':
        "import type { ApiRequest } from '@core/http.js'\nimport type { Credentials } from './credentials.js'\n\nexport const authorize = (request: ApiRequest, { token }: Credentials): ApiRequest => ({\n  ...request,\n  headers: { ...request.headers, authorization: `Bearer ${token}` },\n})\n",
      'src/providers/issues/auth/credentials.ts':
        "import { z } from 'zod'\nimport { environmentCredentials } from '@core/credentials/environment.js'\nimport { secret } from '@core/credentials/secret.js'\nimport { credentialStore } from '@core/credentials/store.js'\nimport { PROVIDER_NAME } from '../mcp-instance.js'\n\nexport const Credentials = z.strictObject({ token: secret })\nexport type Credentials = z.infer<typeof Credentials>\n\nconst store = credentialStore(PROVIDER_NAME, Credentials)\n\nexport const getCredentials = async (userId: string): Promise<Credentials | null> =>\n  environmentCredentials(PROVIDER_NAME, userId, Credentials, { token: 'ISSUES_TOKEN' }) ?? (await store.read(userId))\n\nexport const saveCredentials = async (userId: string, credentials: Credentials): Promise<void> =>\n  store.write(userId, Credentials.parse(credentials))\n\nexport const signOut = (userId: string): Promise<void> => store.remove(userId)\n",
      'src/providers/issues/lib/fp.ts':
        'export const pipe = <A, B, C>(a: A, f: (a: A) => B, g: (b: B) => C): C => g(f(a))\nexport const pick = <T extends object, K extends keyof T>(...keys: K[]) => (of: T): Pick<T, K> =>\n  Object.fromEntries(keys.map((key) => [key, of[key]])) as Pick<T, K>\n',
      'src/providers/issues/api/with-credentials.ts':
        "import { AuthNeededError } from '@core/credentials/auth-needed.js'\nimport type { CallContext } from '@core/define.js'\nimport type { Credentials } from './auth.js'\nimport { PROVIDER_NAME } from '../mcp-instance.js'\nimport { getCredentials } from './auth.js'\n\nexport const withCredentials =\n  <Args, Result>(run: (args: Args, credentials: Credentials, signal: AbortSignal) => Promise<Result>) =>\n  async (args: Args, { principal, signal }: CallContext): Promise<Result> => {\n    const credentials = await getCredentials(principal.userId)\n    if (!credentials) throw new AuthNeededError(PROVIDER_NAME, principal.userId)\n    return run(args, credentials, signal)\n  }\n",
      'src/providers/issues/api/index.ts': "export * from './issues.js'\n",
      'src/providers/issues/api/issues.ts':
        "import { configOf } from '@core/config.js'\nimport { http, path } from '@core/http.js'\nimport { authorize } from './auth.js'\nimport { PROVIDER_NAME } from '../mcp-instance.js'\nimport { withCredentials } from './with-credentials.js'\n\ninterface Key { owner: string; repo: string; issue_number: number }\nconst base = () => configOf(PROVIDER_NAME).base_url\n\nexport const getIssue = withCredentials(async ({ owner, repo, issue_number }: Key, credentials, signal) => {\n  const { body } = await http(base(), authorize({ method: 'GET', path: path`/repos/${owner}/${repo}/issues/${issue_number}` }, credentials), signal)\n  return body\n})\n\nexport const searchIssues = withCredentials(async ({ query }: { query: string }, credentials, signal) => {\n  const request = { method: 'GET', path: '/search/issues', query: { q: query } } as const\n  const { body } = await http(base(), authorize(request, credentials), signal)\n  return { found: body }\n})\n\nexport const labelIssue = withCredentials(async ({ label, ...key }: Key & { label: string }, credentials, signal) => {\n  const { owner, repo, issue_number } = key\n  await http(\n    base(),\n    authorize({ method: 'POST', path: path`/repos/${owner}/${repo}/issues/${issue_number}/labels`, body: { labels: [label] } }, credentials),\n    signal,\n  )\n  return { done: true }\n})\n",
      'src/providers/issues/tools/shapes.ts':
        "import { z } from 'zod'\n\nexport const owner = z.string().min(1).describe('Account that owns the repository.')\nexport const repo = z.string().min(1).describe('Name of the repository.')\nexport const issueNumber = z.coerce.number().int().min(1).describe('Number of the issue.')\nexport const key = { owner, repo, issue_number: issueNumber } as const\nexport const Issue = z.looseObject({ number: z.int(), title: z.string() })\n",
      'src/providers/issues/tools/index.ts':
        "import { z } from 'zod'\nimport { getIssue, labelIssue, searchIssues } from '@issues/api/index.js'\nimport { tool } from '@issues/mcp-instance.js'\nimport { Issue, key } from './shapes.js'\n\nconst reads = { readOnlyHint: true, openWorldHint: true } as const\n\nexport const tools = [\n  tool({ name: 'get_issue', description: 'One issue.', input: z.object(key), output: Issue, annotations: reads, run: getIssue }),\n  tool({\n    name: 'search_issues',\n    description: `Issues that fit a search, ${'newest'} first.`,\n    input: z.object({ query: z.string().trim().min(1).max(256).describe('Words to look for.') }),\n    annotations: reads,\n    run: searchIssues,\n  }),\n  tool({\n    name: 'label_issue',\n    description: ['Puts a label on an issue.', 'The label has to be there.'].join(' '),\n    input: z.object({ ...key, label: z.string().min(1).describe('Name of the label.') }).strict(),\n    output: z.object({ done: z.boolean() }),\n    annotations: { ...reads, readOnlyHint: false, destructiveHint: false },\n    run: labelIssue,\n  }),\n]\n",
      'src/providers/issues/index.ts':
        "import './prompts/triage.js'\nimport './resources/readme.js'\nimport './tools/index.js'\n\nexport * as apiAuth from '@issues/api/auth.js'\nexport * as mcpInstance from './mcp-instance.js'\nexport * as serverAuth from './server-auth.js'\n",
    },
  },
];
