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
  async                                   | 0.0.0  | 2.6.4    | CVE-2021-43138   | objects can change the prototypes of others
  async                                   | 3.0.0  | 3.2.2    | CVE-2021-43138   | objects can change the prototypes of others
  aws-sdk                                 | 0.0.0  | 2.814.0  | CVE-2020-28472   | a settings file can change the prototypes of objects
  axios                                   | 1.0.0  | 1.8.2    | CVE-2025-27152   | absolute URLs bypass the base URL and receive credentials
  axios                                   | 0.0.0  | 0.30.0   | CVE-2025-27152   | absolute URLs bypass the base URL and receive credentials
  body-parser                             | 0.0.0  | 1.20.3   | CVE-2024-45590   | a body can block the process
  braces                                  | 0.0.0  | 3.0.3    | CVE-2024-4068    | a pattern can exhaust memory
  convict                                 | 0.0.0  | 6.2.4    | CVE-2023-0163    | settings can change the prototypes of objects
  cookie                                  | 0.0.0  | 0.7.0    | CVE-2024-47764   | names and paths can set other attributes of a cookie
  cross-spawn                             | 0.0.0  | 6.0.6    | CVE-2024-21538   | arguments can block the process
  cross-spawn                             | 7.0.0  | 7.0.5    | CVE-2024-21538   | arguments can block the process
  crypto-js                               | 0.0.0  | 4.2.0    | CVE-2023-46233   | keys are derived with one round of SHA-1
  csv-parse                               | 0.0.0  | 4.4.6    | CVE-2019-17592   | a table can block the process
  @cyanheads/git-mcp-server               | 0.0.0  | 2.1.5    | CVE-2025-53107   | arguments can run commands
  decompress                              | 0.0.0  | 4.2.1    | CVE-2020-12265   | an archive can write outside of its directory
  dompurify                               | 0.0.0  | 2.5.0    | CVE-2024-47875   | scripts are left in a page
  dompurify                               | 3.0.0  | 3.1.3    | CVE-2024-47875   | scripts are left in a page
  dot-prop                                | 0.0.0  | 4.2.1    | CVE-2020-8116    | paths can change the prototypes of objects
  dot-prop                                | 5.0.0  | 5.1.1    | CVE-2020-8116    | paths can change the prototypes of objects
  ejs                                     | 0.0.0  | 3.1.7    | CVE-2022-29078   | template settings can run commands
  express                                 | 0.0.0  | 4.17.3   | CVE-2022-24999   | a query can block the process
  express-fileupload                      | 0.0.0  | 1.1.8    | CVE-2020-7699    | an upload can run code
  express-jwt                             | 0.0.0  | 6.0.0    | CVE-2020-15084   | the algorithm of a token is not checked
  extend                                  | 0.0.0  | 3.0.2    | CVE-2018-16492   | objects can change the prototypes of others
  fast-xml-parser                         | 0.0.0  | 4.2.4    | CVE-2023-34104   | a document can block the process
  fastify                                 | 4.0.0  | 4.8.1    | CVE-2022-39288   | a header can stop the process
  figma-developer-mcp                     | 0.0.0  | 0.6.3    | CVE-2025-53967   | arguments can run commands
  follow-redirects                        | 0.0.0  | 1.15.6   | CVE-2024-28849   | redirects to another host receive credentials
  form-data                               | 4.0.0  | 4.0.4    | CVE-2025-7783    | predictable boundaries allow additional form fields
  got                                     | 0.0.0  | 11.8.5   | CVE-2022-33987   | redirects can reach UNIX sockets
  handlebars                              | 0.0.0  | 4.7.7    | CVE-2021-23369   | templates can run code
  http-cache-semantics                    | 0.0.0  | 4.1.1    | CVE-2022-25881   | a header can block the process
  http-proxy-middleware                   | 0.0.0  | 2.0.7    | CVE-2024-21536   | a request can stop the process
  http-proxy-middleware                   | 3.0.0  | 3.0.3    | CVE-2024-21536   | a request can stop the process
  immer                                   | 0.0.0  | 9.0.6    | CVE-2021-23436   | paths can change the prototypes of objects
  ini                                     | 0.0.0  | 1.3.6    | CVE-2020-7788    | a document can change the prototypes of objects
  ip                                      | 0.0.0  | 1.1.9    | CVE-2023-42282   | private addresses are taken for public ones
  ip                                      | 2.0.0  | 2.0.1    | CVE-2023-42282   | private addresses are taken for public ones
  jose                                    | 3.0.0  | 4.15.5   | CVE-2024-28176   | an encrypted token can exhaust memory
  jose                                    | 0.0.0  | 2.0.7    | CVE-2024-28176   | an encrypted token can exhaust memory
  jsdom                                   | 0.0.0  | 16.5.0   | CVE-2021-20066   | a page can read local files
  json5                                   | 2.0.0  | 2.2.2    | CVE-2022-46175   | a document can change the prototypes of objects
  json5                                   | 0.0.0  | 1.0.2    | CVE-2022-46175   | a document can change the prototypes of objects
  jsonpath-plus                           | 0.0.0  | 10.3.0   | CVE-2025-1302    | a path can run code
  jsonwebtoken                            | 0.0.0  | 9.0.0    | CVE-2022-23540   | tokens without a signature are accepted by default
  jszip                                   | 0.0.0  | 3.8.0    | CVE-2022-48285   | an archive can write outside of its directory
  jwt-simple                              | 0.0.0  | 0.5.3    | CVE-2016-10555   | the algorithm of a token is not checked
  knex                                    | 0.0.0  | 2.4.0    | CVE-2016-20018   | objects as values change statements
  @koa/cors                               | 0.0.0  | 5.0.0    | CVE-2023-49803   | every origin is allowed
  lodash                                  | 0.0.0  | 4.17.21  | CVE-2021-23337   | templates can run commands
  lodash-es                               | 0.0.0  | 4.17.21  | CVE-2021-23337   | templates can run commands
  log4js                                  | 0.0.0  | 6.4.0    | CVE-2022-21704   | all accounts of the machine can read the logs
  luxon                                   | 3.0.0  | 3.2.1    | CVE-2023-22467   | a date can block the process
  luxon                                   | 2.0.0  | 2.5.2    | CVE-2023-22467   | a date can block the process
  luxon                                   | 0.0.0  | 1.28.1   | CVE-2023-22467   | a date can block the process
  markdown-it                             | 0.0.0  | 12.3.2   | CVE-2022-21670   | a text can block the process
  marked                                  | 0.0.0  | 4.0.10   | CVE-2022-21680   | a text can block the process
  mcp-remote                              | 0.0.0  | 0.1.16   | CVE-2025-6514    | a malicious server can start programs during sign-in
  mcp-server-kubernetes                   | 0.0.0  | 2.5.0    | CVE-2025-53355   | arguments can run commands
  merge                                   | 0.0.0  | 2.1.1    | CVE-2020-28499   | objects can change the prototypes of others
  micromatch                              | 0.0.0  | 4.0.8    | CVE-2024-4067    | a pattern can block the process
  minimatch                               | 0.0.0  | 3.0.5    | CVE-2022-3517    | a pattern can block the process
  minimist                                | 0.0.0  | 1.2.6    | CVE-2021-44906   | arguments can change the prototypes of objects
  @modelcontextprotocol/inspector         | 0.0.0  | 0.16.6   | CVE-2025-49596   | a web page can start programs through its proxy
  @modelcontextprotocol/sdk               | 1.10.0 | 1.26.0   | CVE-2026-25536   | a shared server sends responses to the wrong caller
  @modelcontextprotocol/sdk               | 0.0.0  | 1.25.2   | CVE-2026-0621    | a resource URI can block the process
  @modelcontextprotocol/sdk               | 0.0.0  | 1.24.0   | CVE-2025-66414   | any web page can call a local server
  @modelcontextprotocol/server-filesystem | 0.0.0  | 2025.7.1 | CVE-2025-53110   | paths beside the allowed directories can be read
  moment                                  | 0.0.0  | 2.29.4   | CVE-2022-31129   | a date can block the process
  mongoose                                | 6.0.0  | 6.11.3   | CVE-2023-3696    | objects can change the prototypes of others
  mongoose                                | 7.0.0  | 7.3.3    | CVE-2023-3696    | objects can change the prototypes of others
  mongoose                                | 0.0.0  | 5.13.20  | CVE-2023-3696    | objects can change the prototypes of others
  morgan                                  | 0.0.0  | 1.9.1    | CVE-2019-5413    | a format can run code
  multer                                  | 0.0.0  | 2.0.0    | CVE-2025-47935   | an upload can exhaust memory
  mysql2                                  | 0.0.0  | 3.9.7    | CVE-2024-21511   | a time zone can run code
  nanoid                                  | 3.0.0  | 3.1.31   | CVE-2021-23566   | identifiers can be reproduced
  netmask                                 | 0.0.0  | 2.0.1    | CVE-2021-28918   | private addresses are taken for public ones
  node-fetch                              | 0.0.0  | 2.6.7    | CVE-2022-0235    | redirects to another host receive credentials
  node-fetch                              | 3.0.0  | 3.1.1    | CVE-2022-0235    | redirects to another host receive credentials
  node-forge                              | 0.0.0  | 1.3.0    | CVE-2022-24771   | signatures can be forged
  node-jose                               | 0.0.0  | 2.2.0    | CVE-2023-25653   | a signature can block the process
  node-notifier                           | 0.0.0  | 8.0.1    | CVE-2020-7789    | arguments can run commands
  nodemailer                              | 0.0.0  | 6.4.16   | CVE-2020-7769    | addresses can run commands
  object-path                             | 0.0.0  | 0.11.8   | CVE-2021-3805    | paths can change the prototypes of objects
  papaparse                               | 0.0.0  | 5.2.0    | CVE-2020-36649   | a table can block the process
  passport                                | 0.0.0  | 0.6.0    | CVE-2022-25896   | a session is kept after sign-in
  path-to-regexp                          | 0.0.0  | 0.1.10   | CVE-2024-45296   | an address can block the process
  path-to-regexp                          | 0.2.0  | 1.9.0    | CVE-2024-45296   | an address can block the process
  path-to-regexp                          | 2.0.0  | 3.3.0    | CVE-2024-45296   | an address can block the process
  path-to-regexp                          | 4.0.0  | 6.3.0    | CVE-2024-45296   | an address can block the process
  pdfjs-dist                              | 0.0.0  | 4.2.67   | CVE-2024-4367    | a document can run code
  pg                                      | 7.0.0  | 7.0.2    | CVE-2017-16082   | column names can run code
  protobufjs                              | 6.10.0 | 6.11.4   | CVE-2023-36665   | a message can change the prototypes of objects
  protobufjs                              | 7.0.0  | 7.2.5    | CVE-2023-36665   | a message can change the prototypes of objects
  pug                                     | 0.0.0  | 3.0.1    | CVE-2021-21353   | template settings can run code
  qs                                      | 0.0.0  | 6.2.4    | CVE-2022-24999   | a query can block the process
  qs                                      | 6.10.0 | 6.10.3   | CVE-2022-24999   | a query can block the process
  redis                                   | 2.6.0  | 3.1.1    | CVE-2021-29469   | a message can block the process
  samlify                                 | 0.0.0  | 2.10.0   | CVE-2025-47949   | signatures can be forged
  sanitize-html                           | 0.0.0  | 2.12.1   | CVE-2024-21501   | names of files on the server can be found out
  semver                                  | 7.0.0  | 7.5.2    | CVE-2022-25883   | a version can block the process
  semver                                  | 6.0.0  | 6.3.1    | CVE-2022-25883   | a version can block the process
  semver                                  | 0.0.0  | 5.7.2    | CVE-2022-25883   | a version can block the process
  sequa-mcp                               | 0.0.0  | 1.0.14   | CVE-2025-10619   | a malicious server can start programs during sign-in
  sequelize                               | 0.0.0  | 6.19.1   | CVE-2023-25813   | replacements change statements
  serialize-javascript                    | 0.0.0  | 3.1.0    | CVE-2020-7660    | data can run code
  set-value                               | 0.0.0  | 4.0.1    | CVE-2021-23440   | paths can change the prototypes of objects
  sharp                                   | 0.0.0  | 0.32.6   | CVE-2023-4863    | an image can run code
  shell-quote                             | 0.0.0  | 1.7.3    | CVE-2021-42740   | quoted text can run commands
  simple-git                              | 0.0.0  | 3.16.0   | CVE-2022-25860   | repository URLs can run commands
  socket.io-parser                        | 4.0.0  | 4.2.3    | CVE-2023-32695   | a packet stops the process
  sqlite3                                 | 5.0.0  | 5.1.5    | CVE-2022-43441   | objects as values can run code
  systeminformation                       | 5.0.0  | 5.21.7   | CVE-2023-42810   | names of networks can run commands
  tar                                     | 0.0.0  | 6.1.9    | CVE-2021-37713   | an archive can write outside of its directory
  tough-cookie                            | 0.0.0  | 4.1.3    | CVE-2023-26136   | cookies can change the prototypes of objects
  tree-kill                               | 0.0.0  | 1.2.2    | CVE-2019-15599   | arguments can run commands
  typeorm                                 | 0.0.0  | 0.3.0    | CVE-2022-33171   | objects as values change statements
  ua-parser-js                            | 0.0.0  | 0.7.33   | CVE-2022-25927   | a header can block the process
  ua-parser-js                            | 1.0.0  | 1.0.33   | CVE-2022-25927   | a header can block the process
  underscore                              | 0.0.0  | 1.12.1   | CVE-2021-23358   | templates can run code
  undici                                  | 0.0.0  | 5.26.2   | CVE-2023-45143   | redirects to another host receive cookies
  unzipper                                | 0.0.0  | 0.8.13   | CVE-2018-1002203 | an archive can write outside of its directory
  url-parse                               | 0.0.0  | 1.5.8    | CVE-2022-0686    | the host of a URL is not the one that is requested
  validator                               | 0.0.0  | 13.7.0   | CVE-2021-3765    | a text can block the process
  vm2                                     | 0.0.0  | 3.10.2   | CVE-2026-22709   | code leaves the sandbox
  word-wrap                               | 0.0.0  | 1.2.4    | CVE-2023-26115   | a text can block the process
  ws                                      | 8.0.0  | 8.17.1   | CVE-2024-37890   | a request with many headers stops the process
  ws                                      | 7.0.0  | 7.5.10   | CVE-2024-37890   | a request with many headers stops the process
  xlsx                                    | 0.0.0  | 0.19.3   | CVE-2023-30533   | a workbook can change the prototypes of objects
  xml-crypto                              | 0.0.0  | 2.1.6    | CVE-2025-29774   | signatures can be forged
  xml-crypto                              | 3.0.0  | 3.2.1    | CVE-2025-29774   | signatures can be forged
  xml-crypto                              | 4.0.0  | 6.0.1    | CVE-2025-29774   | signatures can be forged
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
