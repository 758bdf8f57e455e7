/** Functions that access the file in their first argument. */
export const FILES =
  /^node:fs(\/promises)?#(promises\.)?(access|appendFile|chmod|cp|copyFile|createReadStream|createWriteStream|exists|lstat|mkdir|open|opendir|readdir|readFile|readlink|realpath|rename|rm|rmdir|stat|symlink|truncate|unlink|watch|writeFile)(Sync)?$/;
