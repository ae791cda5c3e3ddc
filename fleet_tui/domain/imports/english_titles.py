"""Titles that English files have over their columns, by target.

Each target has tiers: what stands in the first one wins over what stands in the next when a file has both. Titles are
compared by `titles.key_of`, so that case, blanks, signs and accents do not matter here. What fits no target of a kind
of profile is left out for it.
"""

from __future__ import annotations

Tiers = tuple[str, ...]

FOR_BOTH: dict[str, Tiers] = {
    "id": ("id|fleet tui id",),
    "first_name": (
        "first name|given name|forename|fname|first|legal first name|name first",
        "preferred first name|first name preferred",
    ),
    "middle_name": ("middle name|middle initial|mi|middle|second name|legal middle name|middle names|name middle",),
    "last_name": ("last name|surname|family name|lname|last|sn|legal last name|name last",),
    "suffix": ("suffix|name suffix|honorific suffix|generation|generational suffix|generation qualifier",),
    "name": (
        "name|full name|complete name|legal name|employee name|technician name|driver name|tech name"
        "|operator name|cardholder name|card holder name|installer name|staff name|worker name|member name"
        "|name full|first and last name|first last|last first|last name first name|driver full name",
        "technician|tech|driver|employee|operator|cardholder|card holder|installer|field tech|mechanic|worker"
        "|person|team member|crew member|associate|payroll name|contact name|user full name|staff member"
        "|people",
        "display name|common name|cn|contact|user|who",
    ),
    "email": (
        "email|e mail|email address|e mail address|mail|work email|work email address|business email"
        "|business email address|company email|primary email|primary email address|email work|email primary"
        "|email 1|email 1 value|email address 1|email id|work contact work email|e mail 1 value|smtp address"
        "|primary smtp address|contact email",
        "user principal name|upn|user name|username|login|login email|user email|login name|sign in name"
        "|logon name|user logon name|google account|account email|other email",
        "personal email|personal email address|home email|email personal|email home|private email"
        "|second email|secondary email|work secondary email|home secondary email|recovery email"
        "|alternate email|alternate email address|alternative email|email 2",
    ),
    "mobile": (
        "mobile|mobile phone|mobile number|mobile phone number|cell|cell phone|cellphone|cell number"
        "|cell phone number|cellular|cellular phone|smartphone|sms|sms number|text number|wireless|gsm"
        "|mobile no|phone mobile|phone cell|mobile telephone|mobile telephone number|mobile tel"
        "|telephone mobile|mobile 1",
        "work mobile|business mobile|work cell|company cell|company mobile|work mobile phone|work cell phone"
        "|work contact work mobile",
    ),
    "active": (
        "active|is active|account enabled|enabled|employment status|employee status|user status"
        "|account status|driver status|technician status|worker status|is enabled|active inactive"
        "|active status|employed|currently employed|currently active|position status|record status"
        "|active employee|situation",
        "status|state",
        "new status",
    ),
    "blocked": (
        "blocked|block sign in|block signin|sign in blocked|block credential|suspended|is suspended|disabled"
        "|account disabled|is disabled|deactivated|is deactivated|archived|is archived|inactive|is inactive"
        "|terminated|is terminated|is blocked|locked|deleted|is deleted|removed|is removed|former employee|former"
        "|resigned|retired|account locked|left company|no longer employed",
    ),
    "leave_date": (
        "leave date|leaving date|termination date|terminated on|term date|date terminated|separation date"
        "|last day worked|last working day|last day|exit date|date left|resignation date"
        "|employee leave date time|employment end date|end of employment|date of termination|terminated date"
        "|termination|date of leaving|date of separation",
        "end date|inactive date|deactivation date|contract end date|terminated|deactivated|deactivated on"
        "|active to|release date|date of exit|archived at|deleted at|archived on|deleted on|deleted date"
        "|archived date|left on|contract end",
    ),
    "positions": (
        "company position|company positions|position|positions|job title|employee title|position title"
        "|job position|occupation|designation|job role|work title|business title|title of position",
        "title|job|job function|function|trade|craft|job description|duties|job classification|classification",
    ),
    "role": ("role|roles|user role|access role|security role|permission level|access level|role name",),
    "fleet_pro": ("fleet pro|fleet pro enabled|fleet pro driver|fleet pro user",),
}

FOR_TECHNICIANS: dict[str, Tiers] = {
    "mobile": (
        "",
        "phone|phone number|telephone|telephone number|tel|contact number|contact phone|primary phone|phone 1"
        "|phone 1 value|main phone|phone primary|contact no|primary phone number|tel number|driver phone",
        "work phone|office phone|business phone|direct phone|work number|phone work|direct line"
        "|work telephone|work phone number|business phone number|office number",
        "personal phone|personal mobile|personal cell|recovery phone|home phone|phone home|home phone number"
        "|personal contact personal mobile|personal contact home phone|home telephone|phone 2|alternate phone"
        "|other phone",
    ),
    "type": ("type|technician type|tech type", "driver type|employee type|worker type"),
    "skills": (
        "skill|skills|skill set|skillset|skill sets",
        "certifications|certification|qualifications|qualification|competencies|competence|trades"
        "|capabilities|job types|endorsements",
    ),
    "color": ("color|colour|dispatch color|dispatch colour|technician color",),
    "biography": ("biography|bio|about|about me|about the technician", "profile text"),
    "memo": (
        "memo|note|notes|comment|comments|remark|remarks|dispatch notes|technician notes|driver notes|dispatch memo",
    ),
    "mobile_access": ("mobile access|mobile app access|app access|mobile app|enable mobile access",),
    "team": (
        "team|team name|crew|crew name|squad|dispatch team",
        "group|groups|driver group|driver groups|group name|tag|tags|driver tag|driver tags|dispatch group|tag name",
        "department|dept|division|department name|shift",
    ),
    "zone": (
        "main zone|zone|zone name|home zone|primary zone|dispatch zone|territory|service area|service zone",
        "home terminal|terminal|terminal name|home terminal name|depot|depot name|yard|branch|branch name"
        "|home base|base|hub|garage|region|area|district",
        "location|site|work location|office location|location name|work site|office",
    ),
    "zones": ("all zones|zones|service zones|service areas|territories|areas|zones covered",),
    "truck": (
        "truck|truck number|truck name|vehicle|vehicle number|vehicle name|vehicle id|assigned vehicle"
        "|assigned truck|current vehicle|current truck|default vehicle|unit number|truck id|van|van number"
        "|fleet number|vehicle assignment|static assigned vehicle|static vehicle|unit name"
        "|vehicle unit number|unit id|truck unit|vehicle assigned|truck assigned|assigned unit"
        "|assigned unit number|unit assigned|default truck|primary vehicle|truck unit number",
        "unit|asset|asset id|asset number|asset name|equipment|equipment number",
        "vehicle plate|license plate|plate|plate number|registration|tag number|vehicle registration",
    ),
    "daily_goal": ("daily revenue goal|daily goal|revenue goal|sales goal|daily target|daily revenue target|goal",),
    "burden_rate": (
        "hourly burden rate|burden rate|hourly burden|burden|labor burden|hourly cost|cost per hour",
        "labor rate|labour rate|cost rate|hourly labor rate",
    ),
    "street": (
        "street|street address|street address 1|street name|address line 1|address 1|street 1|home street"
        "|residential street|address street 1|address line1|home address 1|address street|street 1 line"
        "|home address line 1",
        "address|home address|mailing address|residential address|home address street|full address",
    ),
    "unit": (
        "unit",
        "apartment|apt|suite|apt number|apt suite|unit apt|apartment number|flat|apt unit|suite number"
        "|address line 2|address 2|street 2|street address 2|address line2|home address 2|home address line 2"
        "|street address line 2|address street 2",
    ),
    "city": ("city|town|home city|locality|municipality|city town|address city|town city|suburb|l",),
    "state": (
        "state|province|state province|province state|home state|state code|prov|address state|state region"
        "|state or province|state territory|state territory code|st|administrative area|state province region"
        "|region state",
    ),
    "zip": (
        "zip|zip code|postal code|postcode|post code|home zip|zip postal code|postal|home postal code"
        "|zip postal|postal zip code|address zip|zip 4|home zip code",
    ),
    "country": (
        "country|country region|country code|home country|country name|home country region|nation|country or region",
        "usage location",
    ),
    "in_payroll": ("include in payroll|in payroll|on payroll",),
    "payroll_id": (
        "payroll id|payroll number|payroll code|payroll name id",
        "employee number|employee id|emp number|emp id|employee code|empl id|personnel number|staff number"
        "|staff id|worker id|worker number|associate id|file number|clock number|emp|adp id|technician id"
        "|tech id|technician number|tech number|employee|eid|work id|id number|employee no id|person number"
        "|personnel id",
        "driver id|driver number|driver code|driver company id|user id|badge|badge id|badge number|person id"
        "|external id|operator id",
    ),
    "hourly_rate": (
        "hourly rate|regular pay rate|regular pay rate amount|hourly wage|hourly pay|pay rate|rate of pay"
        "|hourly pay rate|base pay rate|pay per hour|wage rate",
        "rate|base rate|wage|rate 1|base pay|base wage rate",
    ),
    "commission": ("commission|commission percent|commission rate|commission pct",),
    "sold_by": ("sold by|sold by percent|sold by commission",),
    "pay_type": ("pay type|compensation type|wage type|pay class|payment type",),
    "pay_basis": ("pay basis|paid by|basis of pay",),
    "start_date": (
        "start date|hire date|date hired|date of hire|hired|hired on|original hire date|employment start date"
        "|join date|joining date|date joined|date of joining|employee hire date|employment date|start",
        "joined|seniority date|first day|onboarding date|entry date|rehire date|last hire date|active from"
        "|in service date",
    ),
}

FOR_EMPLOYEES: dict[str, Tiers] = {
    "business_unit": (
        "business unit|business unit name|bu",
        "department|dept|department name|division|dept name",
        "team|team name|group|branch|branch name|unit|cost center|cost centre",
    ),
    "mobile": ("", "", "personal phone|personal mobile|personal cell|recovery phone", "home phone|phone home"),
    "office_phone": (
        "office phone|work phone|business phone|desk phone|office number|work number|direct line|direct dial"
        "|phone work|work telephone|work phone number|office phone number|business phone number"
        "|telephone work|business phones|work contact work phone|office telephone|business telephone"
        "|direct phone|phone office",
        "phone|phone number|telephone|telephone number|tel|contact number|contact phone|primary phone|phone 1"
        "|phone 1 value|main phone|phone primary|tel number|office|work",
    ),
    "has_extension": ("has extension",),
    "extension": (
        "extension|ext|work ext|phone extension|office extension|extension number|work phone extension|work extension",
    ),
}

LEFT_OUT = """
license number|licence number|driver license|drivers license|driver license number|dl number|cdl|cdl number
license state|license expiration|license expiry|license expiration date|license class|licence|license
medical card expiration|date of birth|dob|birth date|birthdate|birthday|birth day|age|gender|sex|pronouns
marital status|ethnicity|race|nationality|religion|citizenship|veteran status|disability|org unit path|org unit
organizational unit|last sign in|last login|last logon|last activity|last seen|last sign in date|email usage
drive usage|storage used|storage limit|total storage|2sv enrolled|2sv enforced|advanced protection program
change password at next sign in|building id|floor name|floor section|new primary email|user type|aliases
email aliases|home terminal address|key fob id|reporting to|position id|external ids|peer group tag
vehicle group tag|profile url|labels|label|file as|phonetic first name|phonetic last name|manager|manager name
manager email|supervisor|supervisor name|supervisor email|reports to|line manager|direct manager|emergency contact
emergency contact name|emergency contact phone|emergency phone|next of kin|spouse|preferred name|nickname|known as
goes by|initials|maiden name|salutation|prefix|name prefix|courtesy title|honorific|photo|picture|avatar|image
photo url|website|web page|url|skype|linkedin|twitter|facebook|company|company name|organization|organisation
organization name|employer|legal entity|company code|account name|fax|fax number|work fax|business fax|pager
time zone|timezone|language|locale|preferred language|work address|created|created at|created on|created date
when created|date created|created date time|modified|modified on|updated|updated at|last updated|changed
last modified|last changed|soft deletion time stamp|last dirsync time|dir sync enabled|object id|guid|uuid
immutable id|on premises sync enabled|proxy addresses|licenses|license assignment details|user guid
password never expires|strong password required|last password change time stamp|preferred data location
release track|employee type|employment type|contract type|full time part time|flsa|flsa status|salary|annual salary
pay frequency|cost center|cost centre|cost center code|job code|position code|eeo code|worker category|pay group
gl code|tax status|card type|card status|purchase limit|monthly limit|spending limit|odometer|fuel type|make|model
year|vin|vehicle type|eld|eld exempt|hos ruleset|cycle|carrier name|us dot number|dot number|home terminal time zone
why refused|number|row|line|index|s number|serial number|sequence|select|actions|record type|entry|key|hash
longitude|latitude|lat|lng|coordinates|distance|score|safety score|rating|hours|total hours|overtime|regular hours
"""
"""Titles that are known and left out: what no profile has, and what is another person's."""
