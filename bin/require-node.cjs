'use strict';

// ECMAScript 5 throughout: an old Node has to get as far as the sentence below.
var oldest = [20, 19];
var version = process.versions.node.split('.').map(Number);

if (version[0] < oldest[0] || (version[0] === oldest[0] && version[1] < oldest[1])) {
  var message =
    'create-mcp-provider needs Node.js ' +
    oldest.join('.') +
    ' or newer; this is Node.js ' +
    process.versions.node +
    '. Install a current version from https://nodejs.org and run the command again.';
  console.error(message);
  process.exit(2);
}
