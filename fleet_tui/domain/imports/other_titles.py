"""Titles of German, French and Spanish files, the commonest Dutch, Italian and Portuguese; as in `english_titles`."""

from __future__ import annotations

Tiers = tuple[str, ...]

FOR_BOTH: dict[str, Tiers] = {
    "first_name": (
        "vorname|rufname|vornamen|prenom|prenoms|primer nombre|nombres|nombre de pila|nome|voornaam|roepnaam"
        "|nome proprio|primeiro nome",
    ),
    "middle_name": ("zweiter vorname|deuxieme prenom|segundo nombre",),
    "last_name": (
        "nachname|familienname|zuname|nom de famille|nom usuel|nom d usage|apellido|apellidos|primer apellido"
        "|apellido paterno|apellido 1|achternaam|cognome|sobrenome|apelido",
    ),
    "second_last_name": ("segundo apellido|apellido materno|apellido 2",),
    "suffix": ("namenszusatz",),
    "name": (
        "nom|nombre|vollstandiger name|vollstaendiger name|name vorname|vorname name|vor und nachname"
        "|nom complet|nom prenom|nom et prenom|prenom nom|prenom et nom|nombre completo|nombre y apellidos"
        "|apellidos y nombre|nombres y apellidos|mitarbeitername|fahrername|nombre del empleado"
        "|nombre del conductor|nom du conducteur|naam|volledige naam|nome|nome completo|nome e cognome"
        "|cognome e nome",
        "mitarbeiter|mitarbeiterin|fahrer|fahrerin|techniker|monteur|conducteur|chauffeur|technicien|salarie"
        "|employe|conductor|chofer|operador|tecnico|empleado|trabajador|anzeigename|nom affiche"
        "|nombre para mostrar|medewerker|bestuurder|autista|dipendente|motorista|funcionario",
    ),
    "email": (
        "mailadresse|emailadresse|mail adresse|geschaftliche email|dienstliche email|email geschaftlich"
        "|email dienstlich|firmen email|courriel|adresse email|adresse e mail|mel|adresse mail"
        "|adresse electronique|email professionnel|courriel professionnel|correo|correo electronico"
        "|direccion de correo|direccion de correo electronico|correo corporativo|email corporativo"
        "|correo de trabajo|e mailadres|mailadres|indirizzo email|posta elettronica|endereco de email"
        "|email privat",
        "benutzername|nom d utilisateur|identifiant|usuario|nombre de usuario",
        "private email|email privat|email personnel|courriel personnel|correo personal|email personal",
    ),
    "mobile": (
        "mobil|mobiltelefon|handy|handynummer|mobilnummer|telefon mobil|mobilfunk|mobilfunknummer"
        "|mobiltelefonnummer|handy nummer|tel mobil|diensthandy|mobil dienstlich|portable|telephone portable"
        "|tel portable|telephone mobile|tel mobile|numero de portable|numero de mobile|gsm|movil|celular"
        "|telefono movil|telefono celular|tel movil|tel celular|numero de celular|numero de movil"
        "|numero movil|mobiel|mobiele telefoon|mobiel nummer|cellulare|numero di cellulare|telefono cellulare"
        "|telemovel|handy privat|mobil privat",
    ),
    "active": (
        "aktiv|beschaftigungsstatus|mitarbeiterstatus|actif|en activite|activo|vigente",
        "statut|estatus|estado|situacion|situazione|situatie",
    ),
    "blocked": ("gesperrt|deaktiviert|inaktiv|bloque|inactif|suspendu|desactive|bloqueado|inactivo|suspendido",),
    "leave_date": (
        "austritt|austrittsdatum|austritt am|vertragsende|ausgeschieden am|kundigungsdatum|date de sortie"
        "|date de depart|date de fin|date de fin de contrat|fin de contrat|date sortie|fecha de baja"
        "|fecha baja|fecha de salida|fecha de egreso|fecha de termino|fecha de terminacion|fecha de cese"
        "|fecha de despido|uit dienst|datum uit dienst|einddatum|data cessazione|data di cessazione"
        "|data fine rapporto|data de demissao|data de desligamento|data de saida",
    ),
    "positions": (
        "stelle|stellenbezeichnung|berufsbezeichnung|funktion|tatigkeit|beruf|positionsbezeichnung|fonction"
        "|poste|intitule du poste|metier|emploi|puesto|cargo|puesto de trabajo|ocupacion|posicion|functie"
        "|functietitel|mansione|qualifica|funcao",
    ),
    "role": ("rolle|benutzerrolle|role utilisateur|rol|rol de usuario",),
}

FOR_TECHNICIANS: dict[str, Tiers] = {
    "mobile": (
        "",
        "telefon|telefonnummer|rufnummer|tel nummer|telephone|numero de telephone|tel|telefono"
        "|numero de telefono|telefono de contacto|telefoon|telefoonnummer|numero di telefono|telefone"
        "|telemovel",
        "festnetz|diensttelefon|telefon geschaftlich|telefon dienstlich|telephone fixe"
        "|telephone professionnel|tel pro|telefono de oficina|telefono fijo|telefono del trabajo",
        "telefon privat|telephone personnel|telefono personal|telefono particular",
    ),
    "skills": (
        "fahigkeiten|fahigkeit|kenntnisse|qualifikation|qualifikationen|kompetenzen|competences|competence"
        "|habilidades|competencias|especialidad|especialidades",
    ),
    "color": ("farbe|couleur",),
    "memo": (
        "bemerkung|bemerkungen|notiz|notizen|anmerkung|anmerkungen|kommentar|remarque|remarques|commentaire"
        "|commentaires|notas|nota|observaciones|comentarios|observations",
    ),
    "team": (
        "mannschaft|kolonne|equipe|equipo|cuadrilla",
        "gruppe|groupe|grupo|schicht",
        "abteilung|bereich|departement|service|departamento|afdeling|reparto",
    ),
    "zone": (
        "gebiet|bezirk|revier|secteur|zona|zona principal",
        "niederlassung|filiale|betriebshof|agence|depot|sucursal|base|delegacion",
        "standort|einsatzort|site|lieu de travail|ubicacion|centro de trabajo",
    ),
    "zones": ("gebiete|zonen|secteurs|zonas",),
    "truck": (
        "fahrzeug|fahrzeugnummer|lkw|dienstwagen|wagen|vehicule|camion|numero de vehicule|vehiculo"
        "|camion asignado|numero de vehiculo|unidad|vehiculo asignado|vehicule affecte|voertuig|veicolo"
        "|automezzo|veiculo|caminhao",
        "kennzeichen|amtliches kennzeichen|fahrzeugkennzeichen|immatriculation|plaque|matricula|placa|placas"
        "|kenteken|targa",
    ),
    "street": (
        "strasse|strasse und hausnummer|strasse hausnummer|strasse hnr|str|strasse nr|rue|voie|numero et rue"
        "|adresse ligne 1|calle|calle y numero|straat|straat en huisnummer|straatnaam|via|rua",
        "adresse|anschrift|adresse postale|privatadresse|direccion|domicilio|direccion particular|adres"
        "|indirizzo|endereco|morada",
    ),
    "unit": (
        "",
        "adresszusatz|wohnung|complement d adresse|appartement|adresse ligne 2|piso|departamento numero|interior",
    ),
    "house_number": (
        "hausnummer|hausnr|haus nummer|hnr|numero exterior|numero de calle|numero de portal|huisnummer|numero civico",
    ),
    "city": (
        "ort|stadt|wohnort|ville|commune|localite|ciudad|localidad|poblacion|municipio|woonplaats|plaats"
        "|citta|comune|cidade",
    ),
    "state": ("bundesland|kanton|region|provincia|estado|comunidad autonoma|provincie|uf",),
    "zip": ("plz|postleitzahl|code postal|cp|codigo postal|postcode|cap|cep",),
    "country": ("land|staat|wohnsitzland|pays|pais|paese",),
    "payroll_id": (
        "",
        "personalnummer|personal nummer|persnr|pers nummer|mitarbeiternummer|mitarbeiter nummer|ma nummer"
        "|persnummer|stammnummer|mitarbeiter id|matricule|numero de matricule|matricule salarie"
        "|numero de empleado|num empleado|numero empleado|codigo de empleado|legajo|clave de empleado"
        "|id empleado|personeelsnummer|matricola|numero de funcionario",
    ),
    "hourly_rate": ("stundenlohn|stundensatz|taux horaire|salaire horaire|tarifa por hora|salario por hora",),
    "commission": ("provision|provision percent|comision",),
    "start_date": (
        "eintritt|eintrittsdatum|eintritt am|einstellungsdatum|einstellung am|vertragsbeginn|beschaftigt seit"
        "|date d embauche|date d entree|date embauche|date entree|debut de contrat|fecha de ingreso"
        "|fecha ingreso|fecha de alta|fecha alta|fecha de contratacion|fecha de inicio|antiguedad"
        "|fecha antiguedad|in dienst|datum in dienst|data assunzione|data di assunzione|data de admissao"
        "|data de contratacao",
    ),
}

FOR_EMPLOYEES: dict[str, Tiers] = {
    "business_unit": (
        "geschaftsbereich|geschaftseinheit|unidad de negocio",
        "abteilung|bereich|departement|service|departamento|area|ressort|afdeling|reparto",
        "niederlassung|filiale|gruppe|equipe|equipo|agence|sucursal|kostenstelle",
    ),
    "mobile": ("", "", "telefon privat|telephone personnel|telefono personal"),
    "office_phone": (
        "diensttelefon|telefon geschaftlich|telefon dienstlich|buro telefon|telefon buro|festnetz"
        "|telephone fixe|telephone professionnel|tel pro|telephone bureau|telefono de oficina|telefono fijo"
        "|telefono del trabajo|telefono oficina",
        "telefon|telefonnummer|rufnummer|tel nummer|telephone|numero de telephone|telefono|numero de telefono"
        "|telefono de contacto|telefoon|telefoonnummer|numero di telefono|telefone",
    ),
    "extension": ("durchwahl|nebenstelle|numero de poste|poste telephonique|extension telefonica|anexo|interno",),
}

LEFT_OUT = """
geburtsname|nom de naissance|fecha nacimiento|geburtsdatum|geburtstag|geschlecht|anrede|titel|fuhrerschein
fuhrerscheinnummer|fuhrerscheinklasse|familienstand|staatsangehorigkeit|vorgesetzter|vorgesetzte|notfallkontakt
kostenstelle|firma|unternehmen|gehalt|konfession|date de naissance|sexe|civilite|numero de permis|permis de conduire
responsable|contact d urgence|societe|entreprise|nationalite|situation familiale|salaire|fecha de nacimiento|sexo
genero|licencia de conducir|numero de licencia|licencia|supervisor|jefe|empresa|salario|estado civil|nacionalidad
contacto de emergencia|edad|foto
"""
