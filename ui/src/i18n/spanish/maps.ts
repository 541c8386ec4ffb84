/** Of maps and their tiles. */
import type { Sentences } from '../translator.ts'

export const mapsSentences: Sentences = {
  'cannot use tiles "{}" in {}: {}': 'no se pueden usar las teselas "{1}" en {2}: {3}',
  'Declare it under "maps" in caudal.yaml.': 'Declárelo en "maps" de caudal.yaml.',
  'the project has no map of this name': 'el proyecto no tiene ningún mapa con este nombre',
  'countries in colours are drawn on outlines': 'los países en colores se dibujan sobre los contornos',
  'Remove it, or choose another form.': 'Quítelo, o elija otra forma.',
  'cannot use tiles "{}" of {}: {}': 'no se pueden usar las teselas "{1}" de {2}: {3}',
  'there is no "{s}"': 'no existe "{s}"',
  'there is no "{}"': 'no existe "{1}"',
  'Write the name of one of the servers in its place.': 'Escriba en su lugar el nombre de uno de los servidores.',
  'expecting {z}, {x} and {y} in it, each once': 'se esperan {z}, {x} e {y}, una vez cada uno',
  'expecting the numbers behind the host': 'se esperan los números detrás del servidor',
  'expecting an address that begins with https:// or http://, or a path':
    'se espera una dirección que empiece por https:// o http://, o una ruta',
  'Put the tiles into the folder of the project.': 'Ponga las teselas en la carpeta del proyecto.',
  'there is nothing in the folder "{}"': 'no hay nada en la carpeta "{1}"',
  'Correct the path, or put the tiles there.': 'Corrija la ruta, o ponga allí las teselas.',
  'cannot use keep of {}: its tiles are on disk already': 'no se puede usar keep de {1}: sus teselas ya están en disco',
  'cannot find map "{}"': 'no existe el mapa "{1}"',
  'The maps are: {}.': 'Los mapas son: {1}.',
  'Declare one under "maps".': 'Declare uno en "maps".',
  'cannot get tile {}/{}/{} of map "{}": the map has no such place':
    'no se puede obtener la tesela {1}/{2}/{3} del mapa "{4}": el mapa no tiene ese lugar',
  'Ask for z from 0 to {}, x and y below 2^z.': 'Pida z de 0 a {1}, x e y menores que 2^z.',
  'cannot get tile of map "{}": there is none here':
    'no se puede obtener una tesela del mapa "{1}": aquí no hay ninguna',
  'cannot get tile of {}: there is none here': 'no se puede obtener una tesela de {1}: aquí no hay ninguna',
  'Look from farther away, or elsewhere.': 'Mire desde más lejos, o en otro lugar.',
  'cannot get tile of {}: too many are asked for at once':
    'no se puede obtener una tesela de {1}: se piden demasiadas a la vez',
  'cannot get tile of {}: {}': 'no se puede obtener una tesela de {1}: {2}',
  'its server did not answer within {} s': 'su servidor no respondió en {1} s',
  'its server cannot be reached ({})': 'no se llega a su servidor ({1})',
  'its server sends elsewhere': 'su servidor envía a otro lugar',
  'its server answered {}': 'su servidor respondió {1}',
  'its server sent {} rather than a picture': 'su servidor envió {1} en vez de una imagen',
  'a tile has more than {} MB': 'una tesela tiene más de {1} MB',
  'Check the address of its tiles, and that this machine reaches it.':
    'Compruebe la dirección de sus teselas, y que esta máquina llegue a ella.',
  'Write the address that it leads to.': 'Escriba la dirección a la que lleva.',
  'Check the address of its tiles, and the key in it, if it needs one.':
    'Compruebe la dirección de sus teselas, y su clave, si la necesita.',
  'Check the address of its tiles: expecting PNG, JPEG or WebP.':
    'Compruebe la dirección de sus teselas: se espera PNG, JPEG o WebP.',
}
