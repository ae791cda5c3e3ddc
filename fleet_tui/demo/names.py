"""Names of many origins. A name in another script has its Latin spelling after a bar, for addresses of e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Name:
    """A whole name as it is shown, and its two parts in letters that every mailbox takes."""

    shown: str
    given: str
    family: str


@dataclass(frozen=True, slots=True)
class _Origin:
    weight: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    pattern: str = "{given} {family}"


def _origin(weight: int, given: str, family: str, pattern: str = "{given} {family}") -> _Origin:
    return _Origin(weight, tuple(given.split()), tuple(family.split()), pattern)


_ORIGINS = (
    _origin(
        34,
        "Aaron Abigail Adam Alice Amy Andrew Angela Anthony Ashley Austin Barbara Ben Beth Blake Bob Brandon Brenda "
        "Brian Brooke Caleb Carl Carol Charles Chloe Chris Cody Connor Craig Dale Daniel David Dawn Dean Deborah Derek "
        "Donna Doug Dustin Dwayne Dylan Earl Eddie Elaine Ellen Emily Eric Ethan Evan Frank Gary George Glenn Grace "
        "Greg Hannah Harold Heather Helen Holly Ian Jack Jacob James Janet Jason Jeff Jenna Jeremy Jesse Jill Joan Joe "
        "John Jordan Joyce Julie Justin Karen Kate Keith Kelly Ken Kevin Kyle Larry Laura Lee Linda Lisa Logan Lori "
        "Luke Lynn Marcus Mark Martha Mary Mason Matt Megan Melissa Michael Mike Molly Nancy Nathan Nicole Noah Olivia "
        "Pam Patrick Paul Peggy Peter Philip Rachel Randy Ray Rebecca Rick Robert Roger Ron Rose Roy Russell Ruth Ryan "
        "Sam Sandra Sara Scott Sean Shane Sharon Shawn Sophie Stacy Stephen Steve Susan Tammy Tara Ted Teresa Thomas "
        "Tim Todd Tom Tony Tracy Travis Troy Tyler Vernon Vicky Walter Wanda Wayne Wendy Will Zach Zoe",
        "Adams Allen Anderson Bailey Baker Barnes Bell Bennett Brooks Brown Bryant Butler Campbell Carter Clark "
        "Coleman Collins Cook Cooper Cox Crawford Davis Dixon Edwards Ellis Evans Fisher Ford Foster Fox Gibson Gordon "
        "Graham Grant Gray Green Griffin Hall Hamilton Harris Harrison Hayes Henderson Henry Hill Holmes Howard Hughes "
        "Hunt Jackson Jenkins Johnson Jones Jordan Kelley Kennedy King Knight Lawson Lewis Long Marshall Martin Mason "
        "McDonald Miller Mills Mitchell Moore Morgan Morris Murray Myers Nelson Nichols Owens Palmer Parker Patterson "
        "Perkins Perry Peterson Phillips Pierce Porter Powell Price Reed Reynolds Rice Richardson Roberts Robinson "
        "Rogers Ross Russell Sanders Scott Shaw Simmons Simpson Smith Spencer Stephens Stevens Stewart Stone Sullivan "
        "Taylor Thompson Tucker Turner Wagner Walker Wallace Ward Washington Watkins Watson Weaver Webb Wells West "
        "White Williams Wilson Wood Woods Wright Young Zimmerman",
    ),
    _origin(
        17,
        "Alejandro Alma Ana Andrés Ángel Araceli Arturo Beatriz Carlos Carmen César Cristina Daniela Diego Eduardo "
        "Elena Emilio Enrique Esperanza Esteban Felipe Fernando Francisco Gabriela Gerardo Gloria Guadalupe Guillermo "
        "Héctor Hugo Inés Isabel Iván Javier Jesús Jorge José Juan Julio Leticia Lorena Lourdes Lucía Luis Manuel "
        "Marco María Mario Marisol Martín Miguel Mónica Nicolás Óscar Pablo Patricia Pedro Rafael Ramón Raúl Raquel "
        "Ricardo Roberto Rocío Rosa Rubén Salvador Sergio Silvia Sofía Teresa Tomás Valeria Verónica Víctor Yolanda",
        "Aguilar Alvarado Álvarez Ávila Cabrera Calderón Camacho Campos Cárdenas Castillo Castro Chávez Contreras "
        "Cortez Cruz Delgado Díaz Domínguez Espinoza Estrada Fernández Figueroa Flores Fuentes Gallegos García Garza "
        "Gómez González Guerrero Gutiérrez Guzmán Hernández Herrera Ibáñez Jiménez Juárez Lara León López Luna Marín "
        "Márquez Martínez Medina Mejía Méndez Mendoza Molina Montoya Morales Moreno Muñoz Navarro Núñez Ochoa Orozco "
        "Ortega Ortiz Padilla Peña Pérez Ramírez Ramos Reyes Ríos Rivera Robles Rodríguez Rojas Romero Rosales Ruiz "
        "Salazar Sánchez Sandoval Santiago Serrano Silva Solís Soto Suárez Torres Valdez Vargas Vásquez Vega Zúñiga",
    ),
    _origin(
        4,
        "Adaeze Amara Ayo Babajide Chidi Chinedu Emeka Folake Ifeoma Kwabena Kwame Ngozi Nkechi Obinna Olufemi "
        "Oluwaseun Tunde Yaw Zainab",
        "Achebe Adeyemi Afolabi Agyeman Asante Balogun Boateng Danjuma Ekwueme Eze Mensah Nwosu Obi Okafor Okonkwo "
        "Olawale Onyekachi Osei Owusu",
    ),
    _origin(
        5,
        "Aditya Amit Anjali Arjun Asha Deepa Divya Gaurav Harpreet Imran Kavita Kiran Lakshmi Manish Meera Neha Nisha "
        "Pooja Priya Rahul Rajesh Rohan Sandeep Sanjay Sunita Vijay Vikram",
        "Agarwal Bhatt Chopra Das Desai Gupta Iyer Joshi Kapoor Kaur Khan Kumar Mehta Menon Mukherjee Nair Patel Rao "
        "Reddy Shah Sharma Singh Sinha Srinivasan Subramaniam Varma Venkataraman",
    ),
    _origin(
        4,
        "Anh Bao Cuong Dung Giang Hai Hanh Hoa Hung Huong Khanh Kim Lan Linh Long Mai Minh Nam Ngoc Phuong Quang Quan "
        "Son Thanh Thao Thuy Trang Tuan Viet",
        "Bui Cao Dang Dinh Do Duong Hoang Huynh Le Ly Mai Ngo Nguyen Pham Phan Quach Ta Tran Trinh Truong Vo Vu",
    ),
    _origin(
        4,
        "Cheng Fang Hao Hui Jian Jing Jun Lei Li Mei Ming Na Ping Qiang Rui Tao Wei Wen Xia Xin Yan Ying Yong Yu Zhen",
        "Cai Chan Chen Cheung Deng Fang Feng Gao Guo He Huang Jiang Li Liang Lin Liu Luo Ma Song Sun Tang Wang Wong Wu "
        "Xie Xu Yang Ye Yu Zhang Zhao Zheng Zhou Zhu",
    ),
    _origin(
        4,
        "Agnieszka Aleksandra Bartosz Dariusz Ewa Grzegorz Jakub Jarosław Katarzyna Krzysztof Łukasz Magdalena "
        "Małgorzata Marek Mateusz Paweł Piotr Tomasz Wojciech Zbigniew",
        "Brzęczyszczykiewicz Dąbrowski Grabowski Jabłoński Kamiński Kowalczyk Kowalski Krawczyk Lewandowski Majewski "
        "Mazur Nowak Olszewski Pawłowski Szczepański Szymański Wiśniewski Wójcik Woźniak Zieliński",
    ),
    _origin(
        4,
        "Aoife Brendan Cian Ciarán Colm Declan Eoin Fiona Gráinne Liam Maeve Niamh Oisín Pádraig Róisín Saoirse "
        "Seamus Siobhán Sinéad Tadhg",
        "O'Brien O'Connor O'Donnell O'Hara O'Leary O'Malley O'Neill O'Reilly O'Rourke O'Sullivan McCarthy McGrath "
        "McLaughlin Murphy Byrne Doyle Gallagher Kavanagh Nolan Walsh",
    ),
    _origin(
        4,
        "Anders Astrid Bjørn Dieter Eero Elín Emre Fatma François Geneviève Giulia Göran Håkon Ingrid Jérôme Jörg "
        "Jürgen Katja Lars Léa Lorenzo Mehmet Noël Renée Søren Théo Vilém Zoë",
        "Ågren Baumgärtner Bergström Böhm Çelik D'Angelo Dvořák Eriksson Fischer Gauthier Hansen Jääskeläinen Keller "
        "Lefèvre Müller Nørgaard Öztürk Rossi Schäfer Søndergaard Strauß Tremblay Virtanen Weiß Yılmaz",
    ),
    _origin(
        3,
        "Aaliyah Ahmed Ali Amina Farah Hamza Hassan Ibrahim Khadija Layla Mohammed Mustafa Nadia Omar Rania Samir "
        "Tariq Yasmin Youssef",
        "Abdallah Al-Farsi Al-Masri Aziz Bakr El-Amin Habib Haddad Hariri Hussein Khalil Khoury Mansour Nasser Qureshi "
        "Rahman Saleh Shaheen Zaman",
    ),
    _origin(
        2,
        "Daisuke Haruka Hiroshi Jiho Jimin Kenji Mika Minjun Naoki Sakura Seoyeon Takashi Yuki Yuna",
        "Choi Fujimoto Han Hayashi Ito Kang Kim Kobayashi Lee Matsumoto Nakamura Park Sato Suzuki Tanaka Watanabe "
        "Yamamoto Yoon",
    ),
    _origin(
        2,
        "Keanu Kai Leilani Makoa Malia Nalani Sione Tevita Tui",
        "Fonoti Kahananui Kealoha Keawe Latu Mahelona Nainoa Taufa Tuiasosopo",
    ),
    _origin(
        2,
        "Mary-Kate Jean-Luc Anne-Marie Ana-Lucía John-Paul",
        "Smith-Jones García-Márquez Lloyd-Davies Fitzgerald-O'Shea de_la_Cruz van_der_Berg von_Hohenstein "
        "Castellanos-Villanueva St._Clair",
    ),
    _origin(
        1,
        "محمد|mohammed فاطمة|fatima أحمد|ahmad ليلى|layla خالد|khaled مريم|maryam",
        "العلي|alali حداد|haddad منصور|mansour الخوري|alkhoury درويش|darwish",
    ),
    _origin(
        1,
        "דוד|david שרה|sarah יוסף|yosef מרים|miriam נועה|noa אריאל|ariel",
        "כהן|cohen לוי|levi מזרחי|mizrahi פרידמן|friedman ברק|barak",
    ),
    _origin(
        1,
        "伟|wei 芳|fang 秀英|xiuying 建国|jianguo 丽华|lihua 志强|zhiqiang",
        "王|wang 李|li 张|zhang 刘|liu 陈|chen 欧阳|ouyang",
        "{family}{given}",
    ),
    _origin(
        1,
        "健一|kenichi 美咲|misaki 大輔|daisuke 陽子|yoko さくら|sakura",
        "佐藤|sato 鈴木|suzuki 高橋|takahashi 渡辺|watanabe 小林|kobayashi",
        "{family} {given}",
    ),
    _origin(1, "지훈|jihun 서연|seoyeon 민준|minjun 수빈|subin", "김|kim 이|lee 박|park 최|choi", "{family}{given}"),
    _origin(
        1,
        "Олена|olena Сергій|serhii Дмитро|dmytro Світлана|svitlana",
        "Шевченко|shevchenko Коваленко|kovalenko Мельник|melnyk Бондаренко|bondarenko",
    ),
    _origin(1, "Γιώργος|giorgos Ελένη|eleni Νίκος|nikos", "Παπαδόπουλος|papadopoulos Δημητρίου|dimitriou"),
)
_WEIGHTS = tuple(origin.weight for origin in _ORIGINS)

_NICKNAMES = ("Ace", "Big Mike", "Bob", "Buddy", "Doc", "J.R.", "Red", "Sparky", "T.J.", "Tex")
_LONG = (
    Name("Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior", "hubert", "wolfe"),
    Name("Maria Isabel Fernanda de los Ángeles Rodríguez-Villavicencio y Castellanos", "maria", "rodriguez"),
    Name("Venkatanarasimharajuvaripeta Srinivasa Subramanyam Chandrasekhara Rao", "venkat", "rao"),
    Name("Nguyễn Phước Bảo Long", "baolong", "nguyen"),
)


def a_name(random: Random) -> Name:
    """A name; now and then with a nickname in brackets, a suffix, or very long."""
    if random.random() < 0.002:
        return random.choice(_LONG)
    origin = random.choices(_ORIGINS, _WEIGHTS)[0]
    given, given_latin = _spellings(random.choice(origin.given))
    family, family_latin = _spellings(random.choice(origin.family))
    shown = origin.pattern.format(given=given, family=family)
    odd = random.random()
    if odd < 0.015:
        shown = f"{shown} [{random.choice(_NICKNAMES)}]"
    elif odd < 0.045 and shown.isascii():
        shown = f"{given} {random.choice('ABCDEFGHJKLMNPRSTW')}. {family}"
    elif odd < 0.06 and shown.isascii():
        shown = f"{shown} {random.choice(('Jr.', 'Sr.', 'II', 'III'))}"
    return Name(shown, given_latin, family_latin)


def _spellings(word: str) -> tuple[str, str]:
    shown, _, latin = word.replace("_", " ").partition("|")
    return shown, latin or _latin(shown)


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "ı": "i", "æ": "ae", "đ": "d"})


def _latin(word: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(character for character in plain if character.isascii() and character.isalnum())
