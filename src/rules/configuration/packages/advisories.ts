import { lowestOf, type Version } from './version.js';

export interface Advisory {
  package: string;
  /** The first that is affected. */
  from: Version;
  fixed: Version;
  id: string;
  what: string;
}

/** Package, first affected version, first fixed version, advisory, what can happen: packages that MCP servers use often or are started with. */
const TABLE = `
  adm-zip                                 | 0.0.0  | 0.4.11   | CVE-2018-1002204 | an archive can write outside of its directory
  ajv                                     | 0.0.0  | 6.12.3   | CVE-2020-15366   | a schema can run code
  axios                                   | 1.0.0  | 1.8.2    | CVE-2025-27152   | absolute URLs bypass the base URL and receive credentials
  axios                                   | 0.0.0  | 0.30.0   | CVE-2025-27152   | absolute URLs bypass the base URL and receive credentials
  @cyanheads/git-mcp-server               | 0.0.0  | 2.1.5    | CVE-2025-53107   | arguments can run commands
  decompress                              | 0.0.0  | 4.2.1    | CVE-2020-12265   | an archive can write outside of its directory
  ejs                                     | 0.0.0  | 3.1.7    | CVE-2022-29078   | template settings can run commands
  express                                 | 0.0.0  | 4.17.3   | CVE-2022-24999   | a query can block the process
  express-jwt                             | 0.0.0  | 6.0.0    | CVE-2020-15084   | the algorithm of a token is not checked
  fast-xml-parser                         | 0.0.0  | 4.2.4    | CVE-2023-34104   | a document can block the process
  figma-developer-mcp                     | 0.0.0  | 0.6.3    | CVE-2025-53967   | arguments can run commands
  follow-redirects                        | 0.0.0  | 1.15.6   | CVE-2024-28849   | redirects to another host receive credentials
  form-data                               | 4.0.0  | 4.0.4    | CVE-2025-7783    | predictable boundaries allow additional form fields
  got                                     | 0.0.0  | 11.8.5   | CVE-2022-33987   | redirects can reach UNIX sockets
  handlebars                              | 0.0.0  | 4.7.7    | CVE-2021-23369   | templates can run code
  immer                                   | 0.0.0  | 9.0.6    | CVE-2021-23436   | paths can change the prototypes of objects
  ini                                     | 0.0.0  | 1.3.6    | CVE-2020-7788    | a document can change the prototypes of objects
  jose                                    | 3.0.0  | 4.15.5   | CVE-2024-28176   | an encrypted token can exhaust memory
  jose                                    | 0.0.0  | 2.0.7    | CVE-2024-28176   | an encrypted token can exhaust memory
  json5                                   | 2.0.0  | 2.2.2    | CVE-2022-46175   | a document can change the prototypes of objects
  json5                                   | 0.0.0  | 1.0.2    | CVE-2022-46175   | a document can change the prototypes of objects
  jsonpath-plus                           | 0.0.0  | 10.3.0   | CVE-2025-1302    | a path can run code
  jsonwebtoken                            | 0.0.0  | 9.0.0    | CVE-2022-23540   | tokens without a signature are accepted by default
  knex                                    | 0.0.0  | 2.4.0    | CVE-2016-20018   | objects as values change statements
  lodash                                  | 0.0.0  | 4.17.21  | CVE-2021-23337   | templates can run commands
  marked                                  | 0.0.0  | 4.0.10   | CVE-2022-21680   | a text can block the process
  mcp-remote                              | 0.0.0  | 0.1.16   | CVE-2025-6514    | a malicious server can start programs during sign-in
  mcp-server-kubernetes                   | 0.0.0  | 2.5.0    | CVE-2025-53355   | arguments can run commands
  minimist                                | 0.0.0  | 1.2.6    | CVE-2021-44906   | arguments can change the prototypes of objects
  @modelcontextprotocol/inspector         | 0.0.0  | 0.16.6   | CVE-2025-49596   | a web page can start programs through its proxy
  @modelcontextprotocol/sdk               | 1.10.0 | 1.26.0   | CVE-2026-25536   | a shared server sends responses to the wrong caller
  @modelcontextprotocol/sdk               | 0.0.0  | 1.25.2   | CVE-2026-0621    | a resource URI can block the process
  @modelcontextprotocol/sdk               | 0.0.0  | 1.24.0   | CVE-2025-66414   | any web page can call a local server
  @modelcontextprotocol/server-filesystem | 0.0.0  | 2025.7.1 | CVE-2025-53110   | paths beside the allowed directories can be read
  moment                                  | 0.0.0  | 2.29.4   | CVE-2022-31129   | a date can block the process
  mysql2                                  | 0.0.0  | 3.9.7    | CVE-2024-21511   | a time zone can run code
  nanoid                                  | 3.0.0  | 3.1.31   | CVE-2021-23566   | identifiers can be reproduced
  node-fetch                              | 0.0.0  | 2.6.7    | CVE-2022-0235    | redirects to another host receive credentials
  node-fetch                              | 3.0.0  | 3.1.1    | CVE-2022-0235    | redirects to another host receive credentials
  node-forge                              | 0.0.0  | 1.3.0    | CVE-2022-24771   | signatures can be forged
  passport                                | 0.0.0  | 0.6.0    | CVE-2022-25896   | a session is kept after sign-in
  pg                                      | 7.0.0  | 7.0.2    | CVE-2017-16082   | column names can run code
  qs                                      | 0.0.0  | 6.2.4    | CVE-2022-24999   | a query can block the process
  qs                                      | 6.10.0 | 6.10.3   | CVE-2022-24999   | a query can block the process
  sequa-mcp                               | 0.0.0  | 1.0.14   | CVE-2025-10619   | a malicious server can start programs during sign-in
  sequelize                               | 0.0.0  | 6.19.1   | CVE-2023-25813   | replacements change statements
  sharp                                   | 0.0.0  | 0.32.6   | CVE-2023-4863    | an image can run code
  shell-quote                             | 0.0.0  | 1.7.3    | CVE-2021-42740   | quoted text can run commands
  simple-git                              | 0.0.0  | 3.16.0   | CVE-2022-25860   | repository URLs can run commands
  socket.io-parser                        | 4.0.0  | 4.2.3    | CVE-2023-32695   | a packet stops the process
  sqlite3                                 | 5.0.0  | 5.1.5    | CVE-2022-43441   | objects as values can run code
  tar                                     | 0.0.0  | 6.1.9    | CVE-2021-37713   | an archive can write outside of its directory
  tough-cookie                            | 0.0.0  | 4.1.3    | CVE-2023-26136   | cookies can change the prototypes of objects
  underscore                              | 0.0.0  | 1.12.1   | CVE-2021-23358   | templates can run code
  undici                                  | 0.0.0  | 5.26.2   | CVE-2023-45143   | redirects to another host receive cookies
  url-parse                               | 0.0.0  | 1.5.8    | CVE-2022-0686    | the host of a URL is not the one that is requested
  validator                               | 0.0.0  | 13.7.0   | CVE-2021-3765    | a text can block the process
  vm2                                     | 0.0.0  | 3.10.2   | CVE-2026-22709   | code leaves the sandbox
  ws                                      | 8.0.0  | 8.17.1   | CVE-2024-37890   | a request with many headers stops the process
  ws                                      | 7.0.0  | 7.5.10   | CVE-2024-37890   | a request with many headers stops the process
  xml2js                                  | 0.0.0  | 0.5.0    | CVE-2023-0842    | a document can change the prototypes of objects
  @xmldom/xmldom                          | 0.0.0  | 0.7.7    | CVE-2022-39353   | a document can have several roots
  yaml                                    | 2.0.0  | 2.2.2    | CVE-2023-2251    | a document can stop the process
`;

export const ADVISORIES: readonly Advisory[] = TABLE.trim()
  .split('\n')
  .map((row) => {
    const [name = '', first = '', fixed = '', id = '', what = ''] = row
      .split('|')
      .map((cell) => cell.trim());
    return { package: name, from: versionOf(first), fixed: versionOf(fixed), id, what };
  });

function versionOf(text: string): Version {
  const version = lowestOf(text);
  if (!version) throw new Error(`"${text}" is no version.`);
  return version;
}
