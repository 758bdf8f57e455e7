/** Functions that access the file in their first argument. */
export const FILES =
  /^node:fs(\/promises)?#(promises\.)?(access|appendFile|chmod|cp|chown|copyFile|createReadStream|createWriteStream|exists|glob|lchown|link|lstat|mkdir|mkdtemp|open|openAsBlob|opendir|readdir|readFile|readlink|realpath|rename|rm|rmdir|stat|statfs|symlink|truncate|unlink|utimes|watch|watchFile|writeFile)(Sync)?$/;
