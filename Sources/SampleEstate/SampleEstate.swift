import Hummingbird
import Mustache
import GRDB
import AsyncHTTPClient
