/** Of people, what they may do, and how they ask. */
import type { Sentences } from '../translator.ts'

export const peopleSentences: Sentences = {
  'cannot tell who asks: {}': 'no se sabe quién pregunta: {1}',
  'the token is not valid': 'el token no es válido',
  'the session has ended': 'la sesión ha terminado',
  'no token was sent': 'no se envió ningún token',
  'cannot {} with the role "{}"': 'el rol "{2}" no permite {1}',
  'Ask as somebody whose role may {}.': 'Pídalo como alguien cuyo rol permita {1}.',
  view: 'ver',
  read: 'leer',
  write: 'enviar',
  edit: 'editar',
  administer: 'administrar',
  'cannot use {} "{}": "{}" is not for it': 'no se puede usar {1} "{2}": "{3}" no sirve para ello',
  'Ask as somebody whose role includes "{}", or with a token that is made for it.':
    'Pídalo como alguien cuyo rol incluya "{1}", o con un token hecho para ello.',
  'cannot do this with a token: it is for people who are logged in':
    'no se puede hacer con un token: es para personas con sesión iniciada',
  'Log in with a browser.': 'Inicie sesión con un navegador.',
  'cannot use this for a client company: it tells of the rows of all':
    'no es para empresas clientes: habla de las filas de todos',
  'Ask by search, SQL, tail or the endpoints.': 'Pregunte con búsqueda, SQL, en vivo o por los endpoints.',
  'cannot log in: the name, the password or the code is wrong':
    'no se puede entrar: el nombre, la contraseña o el código no son correctos',
  'Try again, or ask an administrator for a link to choose a new password.':
    'Inténtelo otra vez, o pida a un administrador un enlace para elegir otra contraseña.',
  'cannot log in: it was tried too often': 'no se puede entrar: se ha intentado demasiadas veces',
  'Try again in {} s.': 'Inténtelo otra vez en {1} s.',
  'cannot log in: what the device has answered is not accepted':
    'no se puede entrar: no se acepta lo que ha respondido el dispositivo',
  'Try again, or log in another way.': 'Inténtelo otra vez, o entre de otro modo.',
  'cannot add the passkey: what the device has answered is not accepted':
    'no se puede añadir la llave de acceso: no se acepta lo que ha respondido el dispositivo',
  'Try again, or with another device.': 'Inténtelo otra vez, o con otro dispositivo.',
  'cannot add the passkey: it is there already': 'no se puede añadir la llave de acceso: ya está',
  'Use another device.': 'Use otro dispositivo.',
  'cannot use passkeys at "{}": browsers take them at names only':
    'no hay llaves de acceso en "{1}": los navegadores solo las aceptan en nombres',
  'cannot use this link: it was used already, or has expired': 'este enlace ya se usó, o ha caducado',
  'Ask an administrator for another one.': 'Pida otro a un administrador.',
  'cannot change this: the password is wrong': 'no se puede cambiar: la contraseña no es correcta',
  'Enter your present password.': 'Escriba su contraseña actual.',
  'cannot change this: you have logged in too long ago': 'no se puede cambiar: entró hace demasiado tiempo',
  'Log in again.': 'Vuelva a entrar.',
  'cannot confirm the authenticator app: the code is wrong':
    'no se puede confirmar la aplicación de códigos: el código no es correcto',
  'Enter the code that it shows now; see that the clock of the device is right.':
    'Escriba el código que muestra ahora; vea que el reloj del dispositivo esté bien.',
  'cannot use this password: {}': 'no se puede usar esta contraseña: {1}',
  'cannot create token "{}": a token of this name exists':
    'no se puede crear el token "{1}": ya hay uno con este nombre',
  'Revoke it first, or take another name.': 'Revóquelo antes, o elija otro nombre.',
  'cannot create token "{}": expecting a name of letters, digits, "_", "-", "." or "@"':
    'no se puede crear el token "{1}": se espera un nombre de letras, cifras, "_", "-", "." o "@"',
  'Name the program or person that will use it, such as shop-backend.':
    'Nombre el programa o la persona que lo usará, por ejemplo shop-backend.',
  'cannot restrict a token to "{}": the project has nothing of this name':
    'no se puede limitar un token a "{1}": el proyecto no tiene nada con este nombre',
  'The project has {}.': 'El proyecto tiene {1}.',
  'cannot read {} "{}": expecting a time or a duration':
    'no se puede leer {1} "{2}": se espera un momento o una duración',
  'Write 2026-01-31, 2026-01-31T12:00:00Z, or 1h for an hour ago.':
    'Escriba 2026-01-31, 2026-01-31T12:00:00Z, o 1h para hace una hora.',
  'cannot finish the request: the disk failed ({})': 'no se puede terminar la petición: falló el disco ({1})',
  'cannot add a passkey: login "{}" decides who comes in with this account':
    'no se puede añadir una llave de acceso: quién entra con esta cuenta lo decide el acceso "{1}"',
  'Add the passkey at the provider.': 'Añada la llave de acceso en el proveedor.',
  'cannot log in by "{}": the project has no login of this name':
    'no se puede entrar por "{1}": el proyecto no tiene ningún acceso con este nombre',
  'Those that it has are at /api/login.': 'Los que tiene están en /api/login.',
  '{} With "force" the token is made all the same.': '{1} Con "force" el token se crea de todos modos.',
  'cannot take the body: it is longer than {} bytes': 'no se acepta el contenido: ocupa más de {1} bytes',
  'Send it in several requests.': 'Envíelo en varias peticiones.',
  'cannot wait for the body: it comes too slowly': 'no se puede esperar al contenido: llega demasiado despacio',
  'Send the records in smaller requests.': 'Envíe los registros en peticiones más pequeñas.',
  'cannot read the body: the client has gone': 'no se puede leer el contenido: el cliente se ha ido',
  'cannot read content-encoding "{}": expecting gzip, zstd or identity':
    'no se puede leer content-encoding "{1}": se espera gzip, zstd o identity',
  'Compress with gzip or zstd, or not at all.': 'Comprima con gzip o zstd, o no comprima.',
  'cannot take the request: it does not come from a page of Caudal':
    'no se acepta la petición: no viene de una página de Caudal',
  'From a page send the header "x-caudal: 1"; from a program send a token rather than a cookie.':
    'Desde una página envíe la cabecera "x-caudal: 1"; desde un programa, un token en lugar de una cookie.',
  'cannot find "{} {}"{}': 'no existe "{1} {2}"{3}',
  'The routes are listed at /api/docs.': 'Las rutas están en /api/docs.',
  'Log in, or send "Authorization: Bearer <token>"; make a token with: caudal token create <name> --role <role>':
    'Entre, o envíe "Authorization: Bearer <token>"; un token se crea con: caudal token create <name> --role <role>',
  'cannot take the body: it is longer than 4 MB': 'no se acepta el contenido: ocupa más de 4 MB',
  'Send less at once.': 'Envíe menos de una vez.',
  'cannot read the path "{}": an escape in it is no UTF-8':
    'no se puede leer la ruta "{1}": en ella hay un escape que no es UTF-8',
  'Write a letter of several bytes as %C3%A9, and the percent sign itself as %25.':
    'Escriba una letra de varios bytes como %C3%A9, y el signo de porcentaje como %25.',
  'cannot read the body: {}': 'no se puede leer el contenido: {1}',
  'Send content-type: application/json.': 'Envíe content-type: application/json.',
  'cannot read the body as JSON': 'no se puede leer el contenido como JSON',
  'See /api/docs for the form.': 'La forma está en /api/docs.',
  'the request failed by a fault of Caudal, which its log describes':
    'la petición falló por un error de Caudal, que se describe en su registro',
  'cannot read {}: unknown property "{}"': 'no se puede leer {1}: propiedad desconocida "{2}"',
  'It takes {}.': 'Acepta {1=}.',
  'cannot read {}: {}': 'no se puede leer {1}: {2}',
  'at least {}': 'al menos {1}',
  'at most {}': 'como mucho {1}',
  'at least {} characters': 'al menos {1} caracteres',
  'at most {} characters': 'como mucho {1} caracteres',
  'another value': 'otro valor',
  'cannot read issuer "{}" of {}: expecting an address that begins with https://':
    'no se puede leer issuer "{1}" de {2}: se espera una dirección que empiece por https://',
  'Write it as the provider tells it, without query.': 'Escríbalo como lo dice el proveedor, sin consulta.',
  'cannot give role "{}" in {}: expecting {}': 'no se puede dar el rol "{1}" en {2}: se espera {3}',
  'Declare it under "roles".': 'Declárelo en "roles".',
  'cannot give role "{}" in {} without a company: {}':
    'no se puede dar el rol "{1}" en {2} sin una empresa cliente: {3}',
  'Write it like tenant: {}.': 'Escríbalo como tenant: {1}.',
  'Declare it under "tenants".': 'Declárela en "tenants".',
  'cannot name tenant "{}" in {}: the project has none of this name':
    'no se puede nombrar la empresa cliente "{1}" en {2}: el proyecto no la tiene',
  'cannot give role "{}" to people of tenant "{}" in {}: it may {}':
    'no se puede dar el rol "{1}" a personas de la empresa cliente "{2}" en {3}: permite {4}',
  'cannot declare {}: every project has it': 'no se puede declarar {1}: todos los proyectos lo tienen',
  'Choose another name than {}.': 'Elija otro nombre que no sea {1}.',
  'cannot require a tenant of role "{}": it may {}': 'no se puede exigir una empresa cliente al rol "{1}": permite {2}',
  'People of a client company may view and read only.': 'Las personas de una empresa cliente solo pueden ver y leer.',
  'cannot use "{}" in only of {}: the project has none of this name':
    'no se puede usar "{1}" en only de {2}: el proyecto no lo tiene',
  'Name streams, datasets, views, or endpoints by their paths.':
    'Nombre flujos, conjuntos de datos, vistas, o endpoints por su ruta.',
  'the project has no tenants': 'el proyecto no tiene empresas clientes',
  'expecting tenant {}': 'se espera la empresa cliente {1}',
  'cannot revoke invitation "{}": there is none of this id': 'no se puede revocar la invitación "{1}": no existe',
  'It may have been used, or have expired.': 'Puede que se haya usado, o que haya caducado.',
  'cannot add a passkey: there are {} of them': 'no se puede añadir una llave de acceso: ya hay {1}',
  'Remove one first.': 'Quite una antes.',
  'cannot remove passkey "{}": there is none of this id': 'no se puede quitar la llave de acceso "{1}": no existe',
  'It may have been removed.': 'Puede que ya se haya quitado.',
  'Open Caudal by its name, such as {}//localhost{}.': 'Abra Caudal por su nombre, por ejemplo {1}//localhost{2}.',
  'cannot check the password: too many are being checked':
    'no se puede comprobar la contraseña: se están comprobando demasiadas',
  'Try again.': 'Inténtelo otra vez.',
  'Take a sentence of some words that you have not used elsewhere.':
    'Use una frase de varias palabras que no haya usado en otro sitio.',
  'it has less than {} characters': 'tiene menos de {1} caracteres',
  'it has more than {} characters': 'tiene más de {1} caracteres',
  'it repeats a few characters': 'repite unos pocos caracteres',
  'it is made of the name': 'está hecha del nombre',
  'cannot make the first administrator: a name is missing':
    'no se puede crear el primer administrador: falta un nombre',
  'Choose one.': 'Elija uno.',
  'cannot log in by "{}": no role is meant for this account':
    'no se puede entrar por "{1}": esta cuenta no tiene ningún rol',
  'Add a rule to roles of login "{}" in caudal.yaml, or a group at the provider.':
    'Añada una regla a roles del acceso "{1}" en caudal.yaml, o un grupo en el proveedor.',
  'cannot log in by "{}": the provider tells no verified "{}"':
    'no se puede entrar por "{1}": el proveedor no da ningún "{2}" verificado',
  'Name another claim with name of login "{}" in caudal.yaml.':
    'Nombre otro dato con name del acceso "{1}" en caudal.yaml.',
  'cannot log in by "{}": {}': 'no se puede entrar por "{1}": {2}',
  'Log in anew.': 'Entre de nuevo.',
  'cannot ask provider "{}": {}': 'no se puede preguntar al proveedor "{1}": {2}',
  'See that {}/.well-known/openid-configuration answers, with this very issuer.':
    'Vea que {1}/.well-known/openid-configuration responda, con este mismo issuer.',
  'the provider says {}': 'el proveedor dice {1}',
  'cannot end session "{}": there is none of this id': 'no se puede cerrar la sesión "{1}": no existe',
  'It may have ended.': 'Puede que ya se haya cerrado.',
  'cannot find user "{}": there is none of this name': 'no existe la persona "{1}"',
  'Look for the name in the list of people.': 'Busque el nombre en la lista de personas.',
  'cannot add user "{}": expecting a name of letters, digits, "_", "-" and ".", or a mail address':
    'no se puede añadir a "{1}": se espera un nombre de letras, cifras, "_", "-" y ".", o una dirección de correo',
  'Write it like anna or anna@example.org.': 'Escríbalo como anna o anna@example.org.',
  'cannot add user "{}": there is one of this name': 'no se puede añadir a "{1}": ya hay alguien con este nombre',
  'Take another name, or give them a link for a new password.':
    'Elija otro nombre, o envíe a esa persona un enlace para otra contraseña.',
  'cannot take the role "admin" from "{}": nobody else has it':
    'no se puede quitar el rol "admin" a "{1}": nadie más lo tiene',
  'Give it to somebody else first.': 'Déselo antes a otra persona.',
  'Declare it under "tenants" in caudal.yaml.': 'Declárela en "tenants" de caudal.yaml.',
  'cannot give "{}" the role "{}": expecting one of {}': 'no se puede dar a "{1}" el rol "{2}": se espera uno de {3}',
  'Declare it under "roles" in caudal.yaml.': 'Declárelo en "roles" de caudal.yaml.',
  'cannot give "{}" the role "{}" without a company: {}':
    'no se puede dar a "{1}" el rol "{2}" sin una empresa cliente: {3}',
  'Name the company as tenant, such as {}.': 'Nombre la empresa en tenant, por ejemplo {1}.',
  'cannot make "{}" one of tenant "{}": the project has none of this name':
    'no se puede poner a "{1}" en la empresa cliente "{2}": el proyecto no la tiene',
  'cannot make "{}" one of tenant "{}": the role "{}" may {}':
    'no se puede poner a "{1}" en la empresa cliente "{2}": el rol "{3}" permite {4}',
  'Choose viewer or reader, or a role that may view and read only.':
    'Elija viewer o reader, o un rol que solo permita ver y leer.',
  'cannot revoke token "{}": there is none of this name': 'no se puede revocar el token "{1}": no existe',
  'Look for its name in the list of tokens.': 'Busque su nombre en la lista de tokens.',
  'another process': 'otro proceso',
}
